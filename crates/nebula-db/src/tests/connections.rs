use std::time::{Duration, Instant};

use diesel_async::SimpleAsyncConnection;
use nebula_test::postgres::{PostgresInstance, TestDatabase};
use nebula_test::proxy::ChaosProxy;
use nebula_test::{eventually, ports};
use secrecy::SecretString;

use super::{LIMIT, migrated, number, options, pool, private};
use crate::{Database, DatabaseOptions, DatabaseUrlError, DbError};

fn refusal(url: &str, name: &str) -> DatabaseUrlError {
    Database::connect(&url.to_owned().into(), name, options()).unwrap_err()
}

#[test]
fn urls_and_names_that_cannot_work_are_refused_without_showing_the_password() {
    for url in ["", "nonsense", "mysql://u:hunter2@h/d", "postgres://u:hunter2@h:port/d"] {
        let refusal = refusal(url, "own");
        assert!(matches!(refusal, DatabaseUrlError::Malformed { .. }), "{url}: {refusal}");
        assert!(!format!("{refusal} {refusal:?}").contains("hunter2"), "{refusal}");
    }
    assert_eq!(refusal("postgres://u@h/d?sslmode=require", "own"), DatabaseUrlError::TlsRequired);
    for name in ["", "a b", "a\"b", "1st", "höhe", &"n".repeat(64)] {
        assert_eq!(
            refusal("postgres://u@h/d", name),
            DatabaseUrlError::BadName { name: name.to_owned() }
        );
    }
    for url in ["postgres://u:hunter2@h1:1,h2:2/d", "postgresql:///d?host=/run/pg", "host=h user=u"]
    {
        let url = SecretString::from(url.to_owned());
        let database = Database::connect(&url, "own", options()).unwrap();
        assert_eq!(database.name(), "own");
        assert!(!format!("{database:?}").contains("hunter2"));
    }
}

#[tokio::test]
async fn an_absent_server_is_reported_in_time_as_unavailable() {
    let url = format!("postgres://nobody:hunter2@127.0.0.1:{}/x", ports::free());
    let database = pool(&url, "own");
    let start = Instant::now();
    let error = database.ping().await.unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    assert!(start.elapsed() < Duration::from_secs(4));
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
}

#[tokio::test]
async fn a_missing_database_is_unavailable_with_its_reason() {
    let test = TestDatabase::absent().await;
    let error = pool(test.instance_url(), test.name()).conn().await.err().unwrap();
    assert!(
        matches!(&error, DbError::Unavailable(reason) if reason.to_string().contains(test.name()))
    );
}

#[tokio::test]
async fn sessions_have_the_platforms_settings() {
    let (_test, database) = migrated().await;
    let sql = "SELECT count(*) AS number FROM pg_settings WHERE (name, setting) IN (
        ('statement_timeout', '10000'), ('idle_in_transaction_session_timeout', '30000'),
        ('TimeZone', 'UTC'), ('application_name', 'nebula'))";
    assert_eq!(number(&database, sql).await, 4);
    assert!(database.ping().await.unwrap() < LIMIT);
}

#[tokio::test]
async fn a_full_pool_says_so_instead_of_waiting_for_ever() {
    let test = TestDatabase::new().await;
    let options = DatabaseOptions {
        max_connections: 1,
        acquire_timeout: Duration::from_millis(200),
        ..options()
    };
    let url = test.instance_url().to_owned().into();
    let database = Database::connect(&url, test.name(), options).unwrap();
    let held = database.conn().await.unwrap();
    let error = database.conn().await.err().unwrap();
    assert!(
        matches!(&error, DbError::Unavailable(reason) if reason.to_string().contains("1 of 1"))
    );
    drop(held);
    drop(database.conn().await.unwrap());
}

#[tokio::test]
async fn a_server_that_goes_and_comes_back_is_used_again() {
    let (mut instance, database) = private().await;
    // More than one idle connection that will turn out to be dead.
    let (one, two) = tokio::join!(database.conn(), database.conn());
    let mut one = one.unwrap();
    drop(two.unwrap());
    instance.stop().await;
    let error = DbError::from(one.batch_execute("SELECT 1").await.unwrap_err());
    assert!(error.is_unavailable(), "{error:?}");
    drop(one);
    assert!(database.ping().await.unwrap_err().is_unavailable());
    instance.resume().await;
    database.ping().await.unwrap();
}

#[tokio::test]
async fn a_server_killing_the_session_is_unavailable_not_a_bad_query() {
    let (_test, database) = migrated().await;
    let mut conn = database.conn().await.unwrap();
    let suicide = conn.batch_execute("SELECT pg_terminate_backend(pg_backend_pid())").await;
    let error = DbError::from(suicide.unwrap_err());
    assert!(error.is_unavailable(), "{error:?}");
    drop(conn);
    database.ping().await.unwrap();
}

#[tokio::test]
async fn a_network_that_swallows_everything_is_noticed() {
    let instance = PostgresInstance::private().await;
    let proxy = ChaosProxy::to_port(instance.port()).await;
    let database = pool(&instance.tcp_url(proxy.port()), "postgres");
    database.ping().await.unwrap();
    proxy.blackhole();
    let start = Instant::now();
    assert!(database.ping().await.unwrap_err().is_unavailable());
    assert!(start.elapsed() < Duration::from_secs(4));
    proxy.heal();
    eventually(LIMIT, "the database is reached again", async || database.ping().await).await;
    proxy.cut();
    assert!(database.ping().await.unwrap_err().is_unavailable());
    proxy.heal();
    database.ping().await.unwrap();
}

#[tokio::test]
async fn violations_name_their_constraint() {
    let (_test, database) = migrated().await;
    let mut conn = database.conn().await.unwrap();
    conn.batch_execute("INSERT INTO accounts (id, name) VALUES (1, 'ann')").await.unwrap();
    let run = async |conn: &mut crate::Conn, sql: &str| {
        DbError::from(conn.batch_execute(sql).await.unwrap_err())
    };
    let error = run(&mut conn, "INSERT INTO accounts (id, name) VALUES (2, 'ann')").await;
    assert_eq!(error.is_unique_violation(), Some("accounts_name_unique"));
    assert_eq!(error.is_foreign_key_violation(), None);
    let error = run(&mut conn, "INSERT INTO entries (batch, account_id) VALUES (1, 9)").await;
    assert_eq!(error.is_foreign_key_violation(), Some("entries_account_id_fkey"));
    let error = run(&mut conn, "SELECT nonsense").await;
    assert!(!error.is_unavailable() && error.is_unique_violation().is_none(), "{error:?}");
    assert!(DbError::from(diesel::result::Error::NotFound).is_not_found());
}

#[tokio::test]
async fn a_text_that_postgresql_cannot_hold_is_the_callers_fault() {
    let (_test, database) = migrated().await;
    let mut conn = database.conn().await.unwrap();
    let query = diesel::sql_query("SELECT $1").bind::<diesel::sql_types::Text, _>("a\0b");
    let error = diesel_async::RunQueryDsl::execute(query, &mut conn).await.unwrap_err();
    assert_eq!(nebula_api::Error::from(DbError::from(error)).code(), "invalid");
}

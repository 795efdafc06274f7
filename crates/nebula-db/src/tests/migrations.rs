use std::future::pending;

use nebula_test::eventually;
use nebula_test::postgres::{PostgresInstance, TestDatabase};

use super::{LIMIT, MIGRATIONS, number, pool};
use crate::{DbError, EmbeddedMigrations, RoundTripError, embed_migrations};

static LITTERING: EmbeddedMigrations = embed_migrations!("src/tests/migrations_that_litter");
static FAILING: EmbeddedMigrations = embed_migrations!("src/tests/migrations_that_fail");

const APPLIED: &str = "SELECT count(*) AS number FROM __diesel_schema_migrations";

#[tokio::test]
async fn copies_that_start_at_once_create_and_migrate_the_database_once() {
    let test = TestDatabase::absent().await;
    let copies = [(); 4].map(|()| pool(test.instance_url(), test.name()));
    let [one, two, three, four] = copies.each_ref().map(|copy| copy.migrate(&MIGRATIONS));
    let outcomes = tokio::join!(one, two, three, four);
    for outcome in [outcomes.0, outcomes.1, outcomes.2, outcomes.3] {
        outcome.unwrap();
    }
    assert_eq!(number(&copies[0], APPLIED).await, 2);
    copies[0].migrate(&MIGRATIONS).await.unwrap();
    assert_eq!(number(&copies[0], APPLIED).await, 2);
}

#[tokio::test]
async fn an_existing_database_needs_no_right_to_create_one() {
    let test = TestDatabase::new().await;
    let role = format!("{}_role", test.name());
    test.execute(&format!("CREATE ROLE {role} LOGIN; GRANT ALL ON SCHEMA public TO {role}")).await;
    let url = format!("{}&user={role}", test.instance_url());
    let database = pool(&url, test.name());
    database.migrate(&MIGRATIONS).await.unwrap();

    let missing = TestDatabase::absent().await;
    let error = pool(&url, missing.name()).migrate(&MIGRATIONS).await.unwrap_err();
    assert!(error.to_string().contains("permission denied to create database"), "{error}");
    test.execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}")).await;
}

#[tokio::test]
async fn a_failing_migration_is_reported_and_not_retried() {
    let test = TestDatabase::new().await;
    let database = pool(test.instance_url(), test.name());
    let error = database.migrate_with_retry(&FAILING, pending()).await.unwrap_err();
    assert!(matches!(error, DbError::Migration(_)), "{error:?}");
    assert!(error.to_string().contains("no_such_type"), "{error}");
    assert_eq!(number(&database, APPLIED).await, 1);
}

#[tokio::test]
async fn migration_waits_for_a_server_that_is_away() {
    let mut instance = PostgresInstance::private().await;
    instance.stop().await;
    let database = pool(instance.url(), "own");
    let migration = database.migrate_with_retry(&MIGRATIONS, pending());
    let server = async {
        eventually(LIMIT, "the server is away", async || database.ping().await.is_err()).await;
        instance.resume().await;
    };
    let (migrated, ()) = tokio::join!(migration, server);
    assert!(migrated.unwrap());
    assert_eq!(number(&database, APPLIED).await, 2);

    instance.stop().await;
    assert!(!database.migrate_with_retry(&MIGRATIONS, async {}).await.unwrap());
}

#[tokio::test]
async fn migrations_that_go_up_down_and_up_again_pass_the_check() {
    let test = TestDatabase::new().await;
    let database = pool(test.instance_url(), test.name());
    database.check_round_trip(&MIGRATIONS).await.unwrap();
    let again = database.check_round_trip(&MIGRATIONS).await.unwrap_err();
    assert!(matches!(again, RoundTripError::NotEmpty(_)), "{again}");
}

#[tokio::test]
async fn migrations_that_leave_something_behind_fail_the_check() {
    let test = TestDatabase::new().await;
    let database = pool(test.instance_url(), test.name());
    let error = database.check_round_trip(&LITTERING).await.unwrap_err();
    assert!(
        matches!(&error, RoundTripError::LeftBehind(lines) if *lines == ["type paper thin"]),
        "{error}"
    );
}

mod connections;
mod migrations;
mod transactions;

use std::time::Duration;

use diesel::sql_types::BigInt;
use diesel::{QueryResult, QueryableByName};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use nebula_test::postgres::{PostgresInstance, TestDatabase};

use crate::{Database, DatabaseOptions, EmbeddedMigrations, embed_migrations};

const LIMIT: Duration = Duration::from_secs(15);

static MIGRATIONS: EmbeddedMigrations = embed_migrations!("src/tests/migrations");

fn options() -> DatabaseOptions {
    DatabaseOptions { max_connections: 4, ..DatabaseOptions::default() }
}

fn pool(instance_url: &str, name: &str) -> Database {
    Database::connect(&instance_url.to_owned().into(), name, options()).unwrap()
}

/// A migrated database of the test's own.
async fn migrated() -> (TestDatabase, Database) {
    let test = TestDatabase::from_template("nebula_db", async |url, name| {
        pool(&url, &name).migrate(&MIGRATIONS).await.unwrap();
    })
    .await;
    let database = pool(test.instance_url(), test.name());
    (test, database)
}

/// A migrated database on an instance that the test may stop.
async fn private() -> (PostgresInstance, Database) {
    let instance = PostgresInstance::private().await;
    let database = pool(instance.url(), "own");
    database.migrate(&MIGRATIONS).await.unwrap();
    (instance, database)
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// The one number that a query called `number` gives.
async fn number(database: &Database, sql: &str) -> i64 {
    number_in(&mut database.conn().await.unwrap(), sql).await.unwrap()
}

async fn number_in(conn: &mut AsyncPgConnection, sql: &str) -> QueryResult<i64> {
    let row: Number = diesel::sql_query(sql).get_result(conn).await?;
    Ok(row.number)
}

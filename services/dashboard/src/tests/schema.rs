//! The migrations, and `db/schema.rs` as it is generated from the database they make.

use std::{collections::BTreeSet, fmt::Write as _, path::Path};

use diesel::{QueryableByName, sql_types::Bool, sql_types::Text};
use diesel_async::RunQueryDsl;
use nebula_db::{Database, DatabaseOptions};
use nebula_test::postgres::TestDatabase;

use super::harness::{is_generated, migrated_database};
use crate::db;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    #[diesel(sql_type = Bool)]
    is_key: bool,
}

/// The columns of every table, each table's in their order.
const COLUMNS: &str = "
    SELECT c.relname::text AS table_name, a.attname::text AS name, t.typname::text AS kind,
           NOT a.attnotnull AS nullable, coalesce(a.attnum = ANY (k.conkey), FALSE) AS is_key
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND c.relname <> '__diesel_schema_migrations'
    ORDER BY c.relname COLLATE \"C\", a.attnum";

#[derive(QueryableByName)]
struct ForeignKey {
    #[diesel(sql_type = Text)]
    child: String,
    #[diesel(sql_type = Text)]
    parent: String,
    #[diesel(sql_type = Text)]
    name: String,
}

/// The foreign keys of one column.
const FOREIGN_KEYS: &str = "
    SELECT c.relname::text AS child, p.relname::text AS parent, a.attname::text AS name
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_class p ON p.oid = k.confrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'f' AND cardinality(k.conkey) = 1
      AND c.relnamespace = 'public'::regnamespace
    ORDER BY c.relname COLLATE \"C\", a.attname COLLATE \"C\"";

fn diesel_type(kind: &str) -> String {
    let mut characters = kind.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

fn schema(columns: &[Column], foreign_keys: &[ForeignKey]) -> String {
    let mut text =
        "// Generated from the migrated database by `tests/schema.rs`; do not edit.\n".to_owned();
    for table in columns.chunk_by(|one, other| one.table_name == other.table_name) {
        let key: Vec<&str> =
            table.iter().filter(|column| column.is_key).map(|column| &*column.name).collect();
        let (name, key) = (&table[0].table_name, key.join(", "));
        writeln!(text, "\ndiesel::table! {{\n    {name} ({key}) {{").unwrap();
        for column in table {
            let kind = diesel_type(&column.kind);
            let kind = if column.nullable { format!("Nullable<{kind}>") } else { kind };
            writeln!(text, "        {} -> {kind},", column.name).unwrap();
        }
        text.push_str("    }\n}\n");
    }
    let mut related = BTreeSet::new();
    text.push('\n');
    for ForeignKey { child, parent, name } in foreign_keys {
        writeln!(text, "diesel::joinable!({child} -> {parent} ({name}));").unwrap();
        related.extend([child.as_str(), parent.as_str()]);
    }
    let related = Vec::from_iter(related).join(", ");
    writeln!(text, "\ndiesel::allow_tables_to_appear_in_same_query!({related});").unwrap();
    text
}

fn connect(database: &TestDatabase) -> Database {
    let url = database.instance_url().to_owned().into();
    Database::connect(&url, database.name(), DatabaseOptions::default()).unwrap()
}

#[tokio::test]
async fn the_schema_is_what_the_migrations_make() {
    let database = migrated_database().await;
    let db = connect(&database);
    let mut conn = db.conn().await.unwrap();
    let columns: Vec<Column> = diesel::sql_query(COLUMNS).load(&mut conn).await.unwrap();
    let foreign_keys: Vec<ForeignKey> =
        diesel::sql_query(FOREIGN_KEYS).load(&mut conn).await.unwrap();
    assert!(!columns.is_empty() && !foreign_keys.is_empty());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/db/schema.rs");
    let generated = schema(&columns, &foreign_keys);
    is_generated(&path, &generated, |committed, generated| committed == generated);
}

#[tokio::test]
async fn the_migrations_go_up_down_and_up_again() {
    let database = TestDatabase::new().await;
    connect(&database).check_round_trip(&db::MIGRATIONS).await.unwrap();
}

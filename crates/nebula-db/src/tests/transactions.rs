use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use nebula_test::eventually;
use tokio::sync::{Barrier, Semaphore};

use super::{LIMIT, migrated, number, number_in, options};
use crate::{Database, DbError};

/// An error of a caller's own, as operations have them.
#[derive(Debug, thiserror::Error)]
enum OperationError {
    #[error("refused")]
    Refused,
    #[error("the database failed")]
    Database(#[from] DbError),
}

impl From<diesel::result::Error> for OperationError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error.into())
    }
}

async fn insert(conn: &mut AsyncPgConnection, batch: i64) -> diesel::QueryResult<()> {
    conn.batch_execute(&format!("INSERT INTO entries (batch) VALUES ({batch})")).await
}

async fn entries(database: &Database) -> i64 {
    number(database, "SELECT count(*) AS number FROM entries").await
}

/// Sessions of this database that are inside a transaction while nobody works on them.
const DIRTY: &str = "SELECT count(*) AS number FROM pg_stat_activity
    WHERE datname = current_database() AND state LIKE 'idle in transaction%'";

#[tokio::test]
async fn work_is_committed_or_rolled_back_as_a_whole() {
    let (_test, database) = migrated().await;
    let value = database
        .transaction(async move |conn| {
            insert(conn, 1).await?;
            insert(conn, 1).await?;
            Ok::<_, DbError>("done")
        })
        .await;
    assert_eq!(value.unwrap(), "done");
    assert_eq!(entries(&database).await, 2);

    let refused = database
        .transaction(async move |conn| {
            insert(conn, 2).await?;
            Err::<(), _>(OperationError::Refused)
        })
        .await;
    assert!(matches!(refused, Err(OperationError::Refused)));
    let failed = database
        .transaction(async move |conn| {
            insert(conn, 3).await?;
            conn.batch_execute("SELECT nonsense").await?;
            Ok::<_, OperationError>(())
        })
        .await;
    assert!(matches!(failed, Err(OperationError::Database(DbError::Query(_)))));
    assert_eq!(entries(&database).await, 2);
}

#[tokio::test]
async fn a_dropped_caller_leaves_no_dirty_connection_and_the_work_is_done() {
    let (_test, database) = migrated().await;
    let inside = Arc::new(Semaphore::new(0));
    let gate = Arc::new(Semaphore::new(0));
    for fails in [false, true] {
        let before = entries(&database).await;
        let (entered, open) = (Arc::clone(&inside), Arc::clone(&gate));
        let transaction = database.transaction(async move |conn| {
            insert(conn, 1).await?;
            entered.add_permits(1);
            open.acquire().await.unwrap().forget();
            insert(conn, 1).await?;
            if fails { Err(OperationError::Refused) } else { Ok(()) }
        });
        tokio::select! {
            _ = transaction => panic!("it waits at the gate"),
            permit = inside.acquire() => permit.unwrap().forget(),
        }
        // The caller is gone, in the middle of the transaction.
        assert_eq!(entries(&database).await, before, "nothing is visible yet");
        gate.add_permits(1);
        database.drain().await;
        assert_eq!(entries(&database).await, before + if fails { 0 } else { 2 });
        assert_eq!(number(&database, DIRTY).await, 0);
    }
}

#[tokio::test]
async fn callers_dropped_at_any_point_leave_whole_batches_and_clean_connections() {
    let (_test, database) = migrated().await;
    for batch in 0..60_i64 {
        let transaction = database.transaction(async move |conn| {
            insert(conn, batch).await?;
            insert(conn, batch).await?;
            Ok::<_, DbError>(())
        });
        let polls = usize::try_from(batch).unwrap();
        tokio::select! {
            biased;
            outcome = transaction => outcome.unwrap(),
            () = async {
                for _ in 0..polls {
                    tokio::task::yield_now().await;
                }
            } => {}
        }
        // Every connection of the pool must be fit for use right now.
        insert(&mut database.conn().await.unwrap(), 1_000_000).await.unwrap();
    }
    database.drain().await;
    assert_eq!(number(&database, DIRTY).await, 0);
    let partial = "SELECT count(*) AS number FROM (SELECT batch FROM entries WHERE batch < 1000000
        GROUP BY batch HAVING count(*) <> 2) AS partial";
    assert_eq!(number(&database, partial).await, 0);
    // What was inserted outside the transactions was committed at once, not swept away with one.
    let outside = "SELECT count(*) AS number FROM entries WHERE batch = 1000000";
    assert_eq!(number(&database, outside).await, 60);
}

#[tokio::test]
async fn serialization_failures_are_retried() {
    let (test, database) = migrated().await;
    test.execute("INSERT INTO accounts (id, name) VALUES (1, 'ann')").await;
    let (attempts, both_read) = (Arc::new(AtomicU32::new(0)), Arc::new(Barrier::new(2)));
    let add = || {
        let (attempts, both_read) = (Arc::clone(&attempts), Arc::clone(&both_read));
        database.transaction(async move |conn| {
            conn.batch_execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE").await?;
            let balance = number_in(conn, "SELECT balance AS number FROM accounts").await?;
            // Only the first attempts meet; the loser runs again alone.
            if attempts.fetch_add(1, Ordering::SeqCst) < 2 {
                both_read.wait().await;
            }
            conn.batch_execute(&format!("UPDATE accounts SET balance = {balance} + 1")).await?;
            Ok::<_, OperationError>(())
        })
    };
    let (one, two) = tokio::join!(add(), add());
    one.unwrap();
    two.unwrap();
    assert_eq!(number(&database, "SELECT balance AS number FROM accounts").await, 2);
    assert!(attempts.load(Ordering::SeqCst) > 2, "nobody lost the race");
}

#[tokio::test]
async fn deadlocks_are_retried() {
    let (test, database) = migrated().await;
    test.execute("INSERT INTO accounts (id, name) VALUES (1, 'ann'), (2, 'bob')").await;
    let (attempts, both_hold) = (Arc::new(AtomicU32::new(0)), Arc::new(Barrier::new(2)));
    let add = |first: i64, second: i64| {
        let (attempts, both_hold) = (Arc::clone(&attempts), Arc::clone(&both_hold));
        database.transaction(async move |conn| {
            let update = |id| format!("UPDATE accounts SET balance = balance + 1 WHERE id = {id}");
            conn.batch_execute(&update(first)).await?;
            if attempts.fetch_add(1, Ordering::SeqCst) < 2 {
                both_hold.wait().await;
            }
            conn.batch_execute(&update(second)).await?;
            Ok::<_, DbError>(())
        })
    };
    let (one, two) = tokio::join!(add(1, 2), add(2, 1));
    one.unwrap();
    two.unwrap();
    assert_eq!(number(&database, "SELECT min(balance) AS number FROM accounts").await, 2);
    assert_eq!(attempts.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_race_that_is_lost_every_time_is_given_up() {
    let (_test, database) = migrated().await;
    let attempts = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&attempts);
    let outcome = database
        .transaction(async move |conn| {
            counted.fetch_add(1, Ordering::SeqCst);
            conn.batch_execute(
                "DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = 'serialization_failure'; END $$",
            )
            .await?;
            Ok::<_, DbError>(())
        })
        .await;
    assert!(matches!(outcome, Err(DbError::Query(_))), "{outcome:?}");
    assert_eq!(attempts.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn a_failed_statement_that_was_ignored_does_not_look_like_a_commit() {
    let (_test, database) = migrated().await;
    let outcome = database
        .transaction(async move |conn| {
            insert(conn, 1).await?;
            let ignored = conn.batch_execute("SELECT nonsense").await;
            assert!(ignored.is_err());
            Ok::<_, DbError>(())
        })
        .await;
    assert!(matches!(outcome, Err(DbError::Query(_))), "{outcome:?}");
    assert_eq!(entries(&database).await, 0);
}

#[tokio::test]
async fn a_panic_reaches_the_caller_and_rolls_back() {
    let (_test, database) = migrated().await;
    let panicking = database.clone();
    #[expect(clippy::disallowed_methods, reason = "catches the panic")]
    let caller = tokio::spawn(async move {
        panicking
            .transaction(async move |conn| {
                insert(conn, 1).await?;
                assert_eq!(1, 2, "on purpose");
                Ok::<_, DbError>(())
            })
            .await
    });
    let panic = caller.await.unwrap_err().into_panic();
    assert!(panic.downcast_ref::<String>().unwrap().contains("on purpose"));
    assert_eq!(entries(&database).await, 0);
    eventually(LIMIT, "the session is gone", async || number(&database, DIRTY).await == 0).await;
}

#[tokio::test]
async fn work_that_never_ends_is_cut_off() {
    let (test, _) = migrated().await;
    let limited = crate::DatabaseOptions {
        transaction_timeout: Duration::from_millis(200),
        max_connections: 1,
        ..options()
    };
    let url = test.instance_url().to_owned().into();
    let database = Database::connect(&url, test.name(), limited).unwrap();
    let outcome = database
        .transaction(async move |conn| {
            insert(conn, 1).await?;
            std::future::pending::<()>().await;
            Ok::<_, DbError>(())
        })
        .await;
    assert!(outcome.unwrap_err().is_unavailable());
    assert_eq!(entries(&database).await, 0);
}

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::eventually;
use crate::postgres::{PostgresInstance, TestDatabase};
use crate::proxy::ChaosProxy;
use crate::redis::RedisServer;

const LIMIT: Duration = Duration::from_secs(10);

async fn ask_redis(port: u16, command: &str) -> std::io::Result<String> {
    let ask = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.write_all(command.as_bytes()).await?;
        let mut answer = vec![0; 256];
        let count = stream.read(&mut answer).await?;
        if count == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        Ok(String::from_utf8_lossy(&answer[..count]).trim_end().to_owned())
    };
    tokio::time::timeout(Duration::from_secs(1), ask).await?
}

#[tokio::test]
async fn databases_are_copies_of_a_template_that_is_filled_once() {
    let mut fills = 0;
    let mut databases = Vec::new();
    for _ in 0..2 {
        let database = TestDatabase::from_template("nebula_test_template", async |url, name| {
            fills += 1;
            let template = url.parse().unwrap();
            let mut template: tokio_postgres::Config = template;
            let (client, connection) =
                template.dbname(&name).connect(tokio_postgres::NoTls).await.unwrap();
            let fill = async {
                client.batch_execute("CREATE TABLE marks (mark int)").await.unwrap();
                drop(client);
            };
            let (_, ended) = tokio::join!(fill, connection);
            ended.unwrap();
        })
        .await;
        databases.push(database);
    }
    assert_eq!(fills, 1);
    databases[0].execute("INSERT INTO marks VALUES (1)").await;
    databases[0].execute("DO $$ BEGIN ASSERT (SELECT count(*) FROM marks) = 1; END $$").await;
    databases[1].execute("DO $$ BEGIN ASSERT (SELECT count(*) FROM marks) = 0; END $$").await;
}

#[tokio::test]
async fn a_private_cluster_stops_and_comes_back_with_its_data() {
    let mut instance = PostgresInstance::private().await;
    let url: tokio_postgres::Config = instance.url().parse().unwrap();
    let execute = async |sql: &str| {
        let (client, connection) = url.connect(tokio_postgres::NoTls).await?;
        let work = async {
            let done = client.batch_execute(sql).await;
            drop(client);
            done
        };
        tokio::join!(work, connection).0
    };
    execute("CREATE TABLE marks (mark int)").await.unwrap();
    instance.stop().await;
    execute("SELECT 1").await.unwrap_err();
    instance.resume().await;
    execute("INSERT INTO marks VALUES (1)").await.unwrap();

    let over_tcp: tokio_postgres::Config = instance.tcp_url(instance.port()).parse().unwrap();
    drop(over_tcp.connect(tokio_postgres::NoTls).await.unwrap());
}

#[tokio::test]
async fn a_durable_redis_keeps_its_data_over_a_kill() {
    let mut redis = RedisServer::start_durable().await;
    assert_eq!(ask_redis(redis.port(), "SET key value\r\n").await.unwrap(), "+OK");
    redis.kill().await;
    ask_redis(redis.port(), "PING\r\n").await.unwrap_err();
    redis.resume().await;
    assert_eq!(ask_redis(redis.port(), "GET key\r\n").await.unwrap(), "$5\r\nvalue");
    redis.freeze();
    ask_redis(redis.port(), "PING\r\n").await.unwrap_err();
    redis.thaw();
    eventually(LIMIT, "it answers again", async || ask_redis(redis.port(), "PING\r\n").await).await;
}

#[tokio::test]
async fn the_proxy_passes_cuts_delays_and_swallows() {
    let redis = RedisServer::start().await;
    for proxy in
        [ChaosProxy::to_port(redis.port()).await, ChaosProxy::to_unix(redis.socket()).await]
    {
        let ping = async || ask_redis(proxy.port(), "PING\r\n").await;
        assert_eq!(ping().await.unwrap(), "+PONG");

        let mut open = TcpStream::connect(proxy.address()).await.unwrap();
        open.write_all(b"PING\r\n").await.unwrap();
        let mut answer = [0; 7];
        open.read_exact(&mut answer).await.unwrap();
        proxy.cut();
        // Zero bytes or a reset: the connection is gone either way.
        assert_eq!(open.read(&mut answer).await.unwrap_or(0), 0);
        ping().await.unwrap_err();

        proxy.heal();
        proxy.set_latency(Duration::from_millis(50));
        let start = Instant::now();
        assert_eq!(ping().await.unwrap(), "+PONG");
        assert!(start.elapsed() >= Duration::from_millis(100), "both directions are delayed");

        proxy.heal();
        let mut held = TcpStream::connect(proxy.address()).await.unwrap();
        held.write_all(b"PING\r\n").await.unwrap();
        held.read_exact(&mut answer).await.unwrap();
        proxy.blackhole();
        assert_eq!(ping().await.unwrap_err().kind(), std::io::ErrorKind::TimedOut);
        held.write_all(b"PING\r\n").await.unwrap();
        proxy.heal();
        held.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"+PONG\r\n");
    }
}

#[tokio::test]
async fn eventually_returns_the_value_and_names_what_it_waited_for() {
    let mut calls = 0;
    let value = eventually(LIMIT, "there is a value", async || {
        calls += 1;
        (calls == 3).then_some(calls)
    })
    .await;
    assert_eq!(value, 3);

    #[expect(clippy::disallowed_methods, reason = "the panic is what is tested")]
    let failed = tokio::spawn(async {
        eventually(Duration::from_millis(40), "pigs fly", async || Err::<(), _>("still on foot"))
            .await;
    });
    let panic = failed.await.unwrap_err().into_panic();
    let message = panic.downcast_ref::<String>().unwrap();
    assert!(message.contains("that pigs fly; last seen: \"still on foot\""), "{message}");
    assert!(message.contains("tests/mod.rs"), "{message}");
}

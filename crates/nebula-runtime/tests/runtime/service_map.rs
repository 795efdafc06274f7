//! The service map on disk: hot reload, refusals, overrides.

use std::{path::Path, sync::Arc, time::Duration};

use nebula_runtime::{CancellationToken, Env, service_map::ServiceMapWatch};

const MAP: &str = "version: 1\nservices:\n  monitoring:\n    http: http://127.0.0.1:3300\n";

fn watch(path: &Path, env: &Env) -> Arc<ServiceMapWatch> {
    Arc::new(ServiceMapWatch::load(path.to_owned(), env).unwrap())
}

async fn changed(receiver: &mut tokio::sync::watch::Receiver<()>) {
    tokio::time::timeout(Duration::from_secs(10), receiver.changed()).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_valid_change_takes_effect_and_an_invalid_one_is_refused_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("service-map.yml");
    std::fs::write(&path, MAP).unwrap();
    let map = watch(&path, &Env::default());
    let mut changes = map.changes();
    let stop = CancellationToken::new();
    let following = tokio::spawn(map.clone().follow(stop.clone()));

    // As editors do it: a new file takes the old one's place.
    let fresh = folder.path().join("new");
    std::fs::write(&fresh, MAP.replace("3300", "3301")).unwrap();
    std::fs::rename(&fresh, &path).unwrap();
    changed(&mut changes).await;
    let port =
        |map: &ServiceMapWatch| map.current().services["monitoring"].http.as_ref().unwrap().port();
    assert_eq!(port(&map), Some(3301));

    std::fs::write(&path, MAP.replace("http: http", "htp: http")).unwrap();
    changed(&mut changes).await;
    let state = map.state();
    let error = state.error.as_ref().unwrap();
    assert_eq!(error.line, Some(4), "{error}");
    assert!(error.reason.contains("unknown field `htp`"), "{error}");
    assert_eq!(port(&map), Some(3301), "the old map stays in force");

    std::fs::write(&path, MAP).unwrap();
    changed(&mut changes).await;
    assert!(map.state().error.is_none());
    assert_eq!(port(&map), Some(3300));

    std::fs::remove_file(&path).unwrap();
    changed(&mut changes).await;
    assert!(map.state().error.as_ref().unwrap().reason.contains("cannot read"));
    assert_eq!(port(&map), Some(3300));
    stop.cancel();
    following.await.unwrap();
}

#[test]
fn addresses_are_overridden_by_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("service-map.yml");
    std::fs::write(&path, MAP).unwrap();
    let env = Env::from_pairs([
        ("NEBULA_SERVICES_MONITORING_HTTP", "http://10.0.0.5:3300"),
        ("NEBULA_SERVICES_MONITORING_GRPC", "http://10.0.0.5:13300"),
    ]);
    let map = watch(&path, &env).current();
    assert_eq!(map.services["monitoring"].http.as_ref().unwrap().as_str(), "http://10.0.0.5:3300/");
    assert_eq!(map.services["monitoring"].grpc.as_ref().unwrap().port(), Some(13300));
}

#[test]
fn an_override_that_cannot_be_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("service-map.yml");
    std::fs::write(&path, MAP).unwrap();
    for (name, value, said) in [
        ("NEBULA_SERVICES_MONITORING_HTTP", "nonsense", "NEBULA_SERVICES_MONITORING_HTTP"),
        ("NEBULA_SERVICES_ATTIC_HTTP", "http://127.0.0.1:1", "`attic`, which is not in `services`"),
    ] {
        let env = Env::from_pairs([(name, value)]);
        let error = ServiceMapWatch::load(path.clone(), &env).err().unwrap().to_string();
        assert!(error.contains(said), "{error}");
    }
}

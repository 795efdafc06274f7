//! The list of an engine's containers, kept in memory. Readers take a snapshot without locks; the writer is
//! [`crate::sync`], and operations that changed a container refresh its entry before they return.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use arc_swap::{ArcSwap, ArcSwapOption};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use tokio::sync::broadcast;

use crate::container::{ContainerState, ContainerSummary};
use crate::names::ContainerRef;
use crate::status_words::{Facts, status_words};

/// `Up 5 seconds` is computed again when it is older than this.
const WORDS_FRESH: Duration = Duration::from_secs(1);

/// A change of the list.
#[derive(Debug, Clone)]
pub enum IndexChange {
    /// A container is new or looks different.
    Updated(Arc<ContainerSummary>),
    /// The container with this id is gone.
    Removed(String),
    /// Much changed, or the engine came back: read the whole list again.
    Reset,
}

/// The containers of an engine at one moment, sorted by name.
pub struct ContainerList {
    version: u64,
    ready: bool,
    stale_since: Option<DateTime<Utc>>,
    clock_offset: TimeDelta,
    entries: Vec<Arc<ContainerSummary>>,
    view: ArcSwapOption<View>,
}

/// The list with status words of now, and its JSON.
struct View {
    made: Instant,
    items: Arc<[Arc<ContainerSummary>]>,
    all: Bytes,
    running: Bytes,
}

/// Which containers of the list are wanted.
#[derive(Debug, Clone, Default)]
pub struct ContainerFilter {
    /// Also those that do not run.
    pub all: bool,
    /// Part of the name, image, id, Compose project or service, in any case.
    pub search: Option<String>,
    /// Labels that must be there, with their value where one is given.
    pub labels: Vec<(String, Option<String>)>,
    /// What they must be doing.
    pub status: Option<ContainerState>,
}

impl ContainerFilter {
    /// Whether [`ContainerList::body`] is the answer: nothing is asked for but [`Self::all`].
    pub fn is_plain(&self) -> bool {
        self.search.is_none() && self.labels.is_empty() && self.status.is_none()
    }

    /// Adds a label filter as written in a query: `key` or `key=value`.
    pub fn label(&mut self, text: &str) {
        let (key, value) =
            text.split_once('=').map_or((text, None), |(key, value)| (key, Some(value.to_owned())));
        self.labels.push((key.to_owned(), value));
    }

    fn accepts(&self, container: &ContainerSummary, search: Option<&str>) -> bool {
        let state = container.state;
        if self.status.map_or(!self.all && !state.is_live(), |wanted| wanted != state) {
            return false;
        }
        let labelled = self.labels.iter().all(|(key, value)| {
            container
                .labels
                .get(key)
                .is_some_and(|found| value.as_ref().is_none_or(|value| value == found))
        });
        labelled
            && search.is_none_or(|search| {
                let texts = [
                    Some(&container.name),
                    Some(&container.image),
                    container.compose_project.as_ref(),
                    container.compose_service.as_ref(),
                ];
                container.id.starts_with(search)
                    || texts.into_iter().flatten().any(|text| text.to_lowercase().contains(search))
            })
    }
}

impl ContainerList {
    /// Counts up with every change of the list.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether the engine was ever read. Before that the list is empty because nothing is known.
    pub fn is_ready(&self) -> bool {
        self.ready
    }

    /// Since when the engine does not answer, so that this is its last known state.
    pub fn stale_since(&self) -> Option<DateTime<Utc>> {
        self.stale_since
    }

    /// All containers, running or not.
    pub fn items(&self) -> Arc<[Arc<ContainerSummary>]> {
        self.view().items.clone()
    }

    /// The list as the JSON of the API, written once for all readers: all containers, or those that run.
    pub fn body(&self, all: bool) -> Bytes {
        let view = self.view();
        if all { view.all.clone() } else { view.running.clone() }
    }

    /// The containers that pass the filter.
    pub fn filter(&self, filter: &ContainerFilter) -> Vec<Arc<ContainerSummary>> {
        let search = filter.search.as_ref().map(|search| search.to_lowercase());
        let items = self.items();
        items
            .iter()
            .filter(|container| filter.accepts(container, search.as_deref()))
            .cloned()
            .collect()
    }

    /// The container with this id, unambiguous id prefix of at least 12 digits, or name.
    pub fn get(&self, container: &ContainerRef) -> Option<Arc<ContainerSummary>> {
        let wanted = container.as_str();
        let by_name = || self.entries.iter().find(|entry| entry.name == wanted);
        let by_prefix = || {
            let mut found = self
                .entries
                .iter()
                .filter(|entry| wanted.len() >= 12 && entry.id.starts_with(wanted));
            found.next().filter(|_| found.next().is_none())
        };
        self.entries
            .iter()
            .find(|entry| entry.id == wanted)
            .or_else(by_name)
            .or_else(by_prefix)
            .cloned()
    }

    pub(crate) fn entries(&self) -> &[Arc<ContainerSummary>] {
        &self.entries
    }

    fn view(&self) -> Arc<View> {
        if let Some(view) = self.view.load_full()
            && (view.made.elapsed() < WORDS_FRESH || self.stale_since.is_some())
        {
            return view;
        }
        // Several readers at once may each make one; they are equal.
        let now = self.stale_since.unwrap_or_else(Utc::now) + self.clock_offset;
        let items: Arc<[_]> = self.entries.iter().map(|entry| with_words_of(entry, now)).collect();
        let running: Vec<_> = items.iter().filter(|entry| entry.state.is_live()).cloned().collect();
        let view = Arc::new(View {
            made: Instant::now(),
            all: body_of(&items),
            running: body_of(&running),
            items,
        });
        self.view.store(Some(view.clone()));
        view
    }
}

fn body_of(items: &[Arc<ContainerSummary>]) -> Bytes {
    serde_json::to_vec(&ListBody { items, next_cursor: None }).unwrap_or_default().into()
}

#[derive(Serialize)]
struct ListBody<'a> {
    items: &'a [Arc<ContainerSummary>],
    next_cursor: Option<&'a str>,
}

fn with_words_of(entry: &Arc<ContainerSummary>, now: DateTime<Utc>) -> Arc<ContainerSummary> {
    let status = status_words(&facts(entry), now);
    if status == entry.status {
        return entry.clone();
    }
    let mut renewed = ContainerSummary::clone(entry);
    renewed.status = status;
    Arc::new(renewed)
}

fn facts(entry: &ContainerSummary) -> Facts {
    Facts {
        state: entry.state,
        health: entry.health,
        exit_code: entry.exit_code.unwrap_or_default(),
        started_at: entry.started_at,
        finished_at: entry.finished_at,
    }
}

/// Equal but for the words, which change with time alone.
fn same(one: &ContainerSummary, other: &ContainerSummary) -> bool {
    let mut other = other.clone();
    other.status.clone_from(&one.status);
    *one == other
}

/// The list and who follows it.
pub(crate) struct ContainerIndex {
    state: Mutex<IndexState>,
    list: ArcSwap<ContainerList>,
    changes: broadcast::Sender<IndexChange>,
    tickets: AtomicU64,
    clock_offset_ms: AtomicI64,
}

#[derive(Default)]
struct IndexState {
    version: u64,
    ready: bool,
    stale_since: Option<DateTime<Utc>>,
    entries: HashMap<String, Entry>,
    /// Containers that are gone, with the ticket of that news, so that an older answer does not bring them back.
    gone: HashMap<String, u64>,
}

struct Entry {
    ticket: u64,
    summary: Arc<ContainerSummary>,
}

/// Taken before the engine is asked: of two answers about a container, the one asked for later counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ticket(u64);

impl ContainerIndex {
    pub(crate) fn new() -> Self {
        let empty = ContainerList {
            version: 0,
            ready: false,
            stale_since: None,
            clock_offset: TimeDelta::zero(),
            entries: Vec::new(),
            view: ArcSwapOption::empty(),
        };
        Self {
            state: Mutex::default(),
            list: ArcSwap::from_pointee(empty),
            changes: broadcast::Sender::new(1024),
            tickets: AtomicU64::new(1),
            clock_offset_ms: AtomicI64::new(0),
        }
    }

    pub(crate) fn list(&self) -> Arc<ContainerList> {
        self.list.load_full()
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<IndexChange> {
        self.changes.subscribe()
    }

    pub(crate) fn ticket(&self) -> Ticket {
        Ticket(self.tickets.fetch_add(1, Ordering::SeqCst))
    }

    /// The engine's clock.
    pub(crate) fn engine_now(&self) -> DateTime<Utc> {
        Utc::now() + TimeDelta::milliseconds(self.clock_offset_ms.load(Ordering::Relaxed))
    }

    pub(crate) fn set_engine_clock(&self, engine_time: DateTime<Utc>) {
        let offset = (engine_time - Utc::now()).num_milliseconds();
        // Below a second it is the way of the answer, not the clock.
        self.clock_offset_ms.store(if offset.abs() < 1000 { 0 } else { offset }, Ordering::Relaxed);
    }

    /// The engine told how this container is.
    pub(crate) fn update(&self, ticket: Ticket, summary: ContainerSummary) {
        let mut state = self.lock();
        // Before the first whole reading there is no list to keep.
        if state.ready
            && state
                .update(ticket, &Arc::new(summary))
                .is_some_and(|changed| self.announce(changed))
        {
            self.publish(&mut state);
        }
    }

    /// The engine told that this container is gone.
    pub(crate) fn remove(&self, ticket: Ticket, id: &str) {
        let mut state = self.lock();
        if state.ready && state.remove(ticket, id) {
            self.announce(IndexChange::Removed(id.to_owned()));
            self.publish(&mut state);
        }
    }

    /// The whole list was read, in answers asked for after `ticket` was taken. `kept` are those that were found
    /// unchanged. With `reset`, followers are told to read the list anew instead of each change.
    pub(crate) fn replace(
        &self,
        ticket: Ticket,
        read: Vec<ContainerSummary>,
        kept: &[String],
        reset: bool,
    ) {
        let mut state = self.lock();
        let mut changes = Vec::new();
        let present: std::collections::HashSet<&str> = read
            .iter()
            .map(|summary| summary.id.as_str())
            .chain(kept.iter().map(String::as_str))
            .collect();
        let missing: Vec<String> = state
            .entries
            .iter()
            .filter(|(id, entry)| !present.contains(id.as_str()) && entry.ticket < ticket.0)
            .map(|(id, _)| id.clone())
            .collect();
        for id in missing {
            if state.remove(ticket, &id) {
                changes.push(IndexChange::Removed(id));
            }
        }
        changes.extend(
            read.into_iter().filter_map(|summary| state.update(ticket, &Arc::new(summary))),
        );
        state.gone.retain(|_, gone| *gone >= ticket.0);
        let first = !state.ready || state.stale_since.is_some();
        if first || reset || !changes.is_empty() {
            state.ready = true;
            state.stale_since = None;
            self.publish(&mut state);
        }
        if first || reset || changes.len() > 100 {
            self.announce(IndexChange::Reset);
        } else {
            for change in changes {
                self.announce(change);
            }
        }
    }

    /// The engine stopped answering: the list stays as it is and says so.
    pub(crate) fn mark_stale(&self) {
        let mut state = self.lock();
        if state.ready && state.stale_since.is_none() {
            state.stale_since = Some(Utc::now());
            self.publish(&mut state);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, IndexState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn announce(&self, change: IndexChange) -> bool {
        // Nobody listening is fine.
        let _ = self.changes.send(change);
        true
    }

    fn publish(&self, state: &mut IndexState) {
        state.version += 1;
        let mut entries: Vec<_> =
            state.entries.values().map(|entry| entry.summary.clone()).collect();
        entries.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
        self.list.store(Arc::new(ContainerList {
            version: state.version,
            ready: state.ready,
            stale_since: state.stale_since,
            clock_offset: TimeDelta::milliseconds(self.clock_offset_ms.load(Ordering::Relaxed)),
            entries,
            view: ArcSwapOption::empty(),
        }));
    }
}

impl IndexState {
    fn update(&mut self, ticket: Ticket, summary: &Arc<ContainerSummary>) -> Option<IndexChange> {
        if self.gone.get(&summary.id).is_some_and(|gone| *gone >= ticket.0) {
            return None;
        }
        if let Some(entry) = self.entries.get_mut(&summary.id) {
            if entry.ticket > ticket.0 {
                return None;
            }
            entry.ticket = ticket.0;
            if same(&entry.summary, summary) {
                return None;
            }
        }
        self.entries
            .insert(summary.id.clone(), Entry { ticket: ticket.0, summary: summary.clone() });
        Some(IndexChange::Updated(summary.clone()))
    }

    fn remove(&mut self, ticket: Ticket, id: &str) -> bool {
        let gone = self.gone.entry(id.to_owned()).or_default();
        *gone = (*gone).max(ticket.0);
        self.entries.remove(id).is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn container(id: &str, name: &str) -> ContainerSummary {
        ContainerSummary {
            id: id.to_owned(),
            name: name.to_owned(),
            image: "nginx:1".to_owned(),
            image_id: "sha256:1".to_owned(),
            command: "nginx".to_owned(),
            created_at: DateTime::UNIX_EPOCH,
            state: ContainerState::Running,
            status: "Up 3 minutes".to_owned(),
            exit_code: None,
            health: None,
            started_at: Some(Utc::now() - TimeDelta::minutes(3)),
            finished_at: None,
            ports: Vec::new(),
            labels: BTreeMap::from([("tier".to_owned(), "web".to_owned())]),
            networks: Vec::new(),
            mounts: Vec::new(),
            compose_project: Some("shop".to_owned()),
            compose_service: None,
            restart_count: Some(0),
        }
    }

    fn names(list: &ContainerList) -> Vec<String> {
        list.items().iter().map(|item| item.name.clone()).collect()
    }

    fn filled(ids: &[(&str, &str)]) -> ContainerIndex {
        let index = ContainerIndex::new();
        let read = ids.iter().map(|(id, name)| container(id, name)).collect();
        index.replace(index.ticket(), read, &[], true);
        index
    }

    #[test]
    fn the_list_is_sorted_and_versions_count_changes() {
        let index = filled(&[("2", "b"), ("1", "a")]);
        let first = index.list();
        assert_eq!(names(&first), ["a", "b"]);
        let mut changes = index.subscribe();
        index.update(index.ticket(), container("3", "aa"));
        assert!(
            matches!(changes.try_recv(), Ok(IndexChange::Updated(summary)) if summary.id == "3")
        );
        assert_eq!(names(&index.list()), ["a", "aa", "b"]);
        assert_eq!(names(&first), ["a", "b"]);
        assert!(index.list().version() > first.version());
        let version = index.list().version();
        let unchanged = (*index.list().get(&"aa".parse().unwrap()).unwrap()).clone();
        index.update(index.ticket(), unchanged);
        assert_eq!(index.list().version(), version);
        assert!(changes.try_recv().is_err());
    }

    #[test]
    fn an_older_answer_neither_overwrites_nor_revives() {
        let index = filled(&[("1", "a"), ("2", "b")]);
        let old = index.ticket();
        index.update(index.ticket(), container("1", "renamed"));
        index.update(old, container("1", "a"));
        assert_eq!(names(&index.list()), ["b", "renamed"]);
        index.remove(index.ticket(), "2");
        index.update(old, container("2", "b"));
        assert_eq!(names(&index.list()), ["renamed"]);
        // A whole reading that began before a container was made does not remove it.
        let before = index.ticket();
        index.update(index.ticket(), container("3", "new"));
        index.replace(before, vec![], &["1".to_owned()], false);
        assert_eq!(names(&index.list()), ["new", "renamed"]);
    }

    #[test]
    fn a_lost_engine_leaves_its_last_list() {
        let index = filled(&[("1", "a")]);
        index.mark_stale();
        assert!(index.list().stale_since().is_some());
        assert_eq!(names(&index.list()), ["a"]);
        let mut changes = index.subscribe();
        index.replace(index.ticket(), vec![], &["1".to_owned()], false);
        assert!(index.list().stale_since().is_none());
        assert!(matches!(changes.try_recv(), Ok(IndexChange::Reset)));
    }

    #[test]
    fn filters_and_lookups() {
        let long = "0123456789abcdef".repeat(4);
        let index = filled(&[(&long, "web"), ("2", "db")]);
        let list = index.list();
        let mut filter = ContainerFilter { all: true, ..Default::default() };
        assert!(filter.is_plain());
        filter.label("tier=web");
        filter.search = Some("WE".to_owned());
        assert_eq!(list.filter(&filter).len(), 1);
        filter.label("tier=db");
        assert!(list.filter(&filter).is_empty());
        let exited = ContainerFilter { status: Some(ContainerState::Exited), ..Default::default() };
        assert!(list.filter(&exited).is_empty());
        assert_eq!(list.get(&"0123456789ab".parse().unwrap()).unwrap().name, "web");
        assert_eq!(list.get(&"db".parse().unwrap()).unwrap().id, "2");
        assert!(list.get(&"nope".parse().unwrap()).is_none());
        let body: serde_json::Value = serde_json::from_slice(&list.body(true)).unwrap();
        assert_eq!(body["items"].as_array().unwrap().len(), 2);
        assert!(body["next_cursor"].is_null());
    }
}

//! A container's state in the engine's own words, computed here so that `Up 3 minutes` stays true without asking the
//! engine again. After `State.String` of [moby](https://github.com/moby/moby/blob/v27.0.0/container/state.go) and
//! `HumanDuration` of [go-units](https://github.com/docker/go-units/blob/v0.5.0/duration.go).

use chrono::{DateTime, TimeDelta, Utc};

use crate::container::{ContainerState, Health};

/// What the words are made of.
pub(crate) struct Facts {
    pub(crate) state: ContainerState,
    pub(crate) health: Option<Health>,
    pub(crate) exit_code: i64,
    pub(crate) started_at: Option<DateTime<Utc>>,
    pub(crate) finished_at: Option<DateTime<Utc>>,
}

/// The words at the time `now` of the engine's clock.
pub(crate) fn status_words(facts: &Facts, now: DateTime<Utc>) -> String {
    let since = |time: Option<DateTime<Utc>>| human_duration(now - time.unwrap_or(now));
    match facts.state {
        ContainerState::Paused => format!("Up {} (Paused)", since(facts.started_at)),
        ContainerState::Restarting => {
            format!("Restarting ({}) {} ago", facts.exit_code, since(facts.finished_at))
        }
        ContainerState::Running => {
            let up = since(facts.started_at);
            match facts.health {
                Some(Health::Healthy) => format!("Up {up} (healthy)"),
                Some(Health::Unhealthy) => format!("Up {up} (unhealthy)"),
                Some(Health::Starting) => format!("Up {up} (health: starting)"),
                None => format!("Up {up}"),
            }
        }
        ContainerState::Removing => "Removal In Progress".to_owned(),
        ContainerState::Dead => "Dead".to_owned(),
        ContainerState::Created => "Created".to_owned(),
        ContainerState::Exited => match facts.finished_at {
            Some(_) => format!("Exited ({}) {} ago", facts.exit_code, since(facts.finished_at)),
            None => String::new(),
        },
    }
}

/// A duration as people say it.
pub(crate) fn human_duration(duration: TimeDelta) -> String {
    let seconds = duration.num_seconds().max(0);
    let minutes = seconds / 60;
    let hours = (duration.num_seconds() + 1800) / 3600;
    match () {
        () if seconds < 1 => "Less than a second".to_owned(),
        () if seconds == 1 => "1 second".to_owned(),
        () if seconds < 60 => format!("{seconds} seconds"),
        () if minutes == 1 => "About a minute".to_owned(),
        () if minutes < 60 => format!("{minutes} minutes"),
        () if hours == 1 => "About an hour".to_owned(),
        () if hours < 48 => format!("{hours} hours"),
        () if hours < 24 * 7 * 2 => format!("{} days", hours / 24),
        () if hours < 24 * 30 * 2 => format!("{} weeks", hours / 24 / 7),
        () if hours < 24 * 365 * 2 => format!("{} months", hours / 24 / 30),
        () => format!("{} years", seconds / 3600 / 24 / 365),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_the_engine_says_them() {
        let cases = [
            (-5, "Less than a second"),
            (0, "Less than a second"),
            (1, "1 second"),
            (45, "45 seconds"),
            (60, "About a minute"),
            (119, "About a minute"),
            (180, "3 minutes"),
            (3600, "About an hour"),
            (5399, "About an hour"),
            (5400, "2 hours"),
            (47 * 3600, "47 hours"),
            (48 * 3600, "2 days"),
            (14 * 86400, "2 weeks"),
            (60 * 86400, "2 months"),
            (730 * 86400, "2 years"),
        ];
        for (seconds, words) in cases {
            assert_eq!(human_duration(TimeDelta::seconds(seconds)), words, "{seconds} s");
        }
    }

    #[test]
    fn every_state_has_words() {
        let now = Utc::now();
        let facts = |state, health| Facts {
            state,
            health,
            exit_code: 3,
            started_at: Some(now - TimeDelta::minutes(3)),
            finished_at: Some(now - TimeDelta::hours(2)),
        };
        let words = |state, health| status_words(&facts(state, health), now);
        assert_eq!(words(ContainerState::Running, None), "Up 3 minutes");
        assert_eq!(
            words(ContainerState::Running, Some(Health::Starting)),
            "Up 3 minutes (health: starting)"
        );
        assert_eq!(words(ContainerState::Running, Some(Health::Healthy)), "Up 3 minutes (healthy)");
        assert_eq!(words(ContainerState::Paused, Some(Health::Healthy)), "Up 3 minutes (Paused)");
        assert_eq!(words(ContainerState::Exited, None), "Exited (3) 2 hours ago");
        assert_eq!(words(ContainerState::Restarting, None), "Restarting (3) 2 hours ago");
        assert_eq!(words(ContainerState::Created, None), "Created");
    }
}

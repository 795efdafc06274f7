//! Networks of an engine.

use std::collections::BTreeMap;
use std::net::IpAddr;

use chrono::{DateTime, Utc};
use futures_util::future::{BoxFuture, FutureExt};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::container::PruneReport;
use crate::engine::{Engine, QUICK, SLOW};
use crate::error::{Error, Result, Subject};
use crate::lenient::{engine_time, lenient, some_text};
use crate::names::NetworkRef;
use crate::transport::RawRequest;

/// A network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Network {
    /// Its id, 64 hexadecimal digits.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How it is made: `bridge`, `overlay`, `macvlan` and others.
    pub driver: String,
    /// `local` or `swarm`.
    pub scope: String,
    /// Whether it has no way out.
    pub internal: bool,
    /// Whether single containers may join a swarm's network.
    pub attachable: bool,
    /// Whether it has IPv6.
    pub ipv6: bool,
    /// Its address ranges.
    pub subnets: Vec<Subnet>,
    /// Its labels; values that look like secrets are masked.
    pub labels: BTreeMap<String, String>,
    /// When it was made.
    pub created_at: Option<DateTime<Utc>>,
    /// The running containers in it, by name.
    pub containers: Vec<NetworkMember>,
    /// Whether the engine made it itself; such a one cannot be removed.
    pub builtin: bool,
}

/// An address range of a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Subnet {
    /// The range, for example `172.20.0.0/16`.
    pub subnet: String,
    /// The address of its way out.
    pub gateway: Option<String>,
}

/// A container in a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NetworkMember {
    /// The container's id.
    pub id: String,
    /// The container's name.
    pub name: String,
    /// Its address there.
    pub ipv4_address: Option<String>,
}

/// A network to make.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateNetwork {
    /// Its name.
    pub name: NetworkRef,
    /// How it is to be made; `bridge` where none is given.
    #[serde(default)]
    pub driver: Option<String>,
    /// Whether it is to have no way out.
    #[serde(default)]
    pub internal: bool,
    /// Whether single containers may join a swarm's network.
    #[serde(default)]
    pub attachable: bool,
    /// Its address range, for example `10.9.0.0/24`; the engine picks a free one where none is given.
    #[serde(default)]
    pub subnet: Option<String>,
    /// The address of its way out; needs a subnet.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub gateway: Option<IpAddr>,
    /// Its labels.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
}

lenient! {
    struct RawNetwork {
        id: String,
        name: String,
        driver: String,
        scope: String,
        internal: bool,
        attachable: bool,
        #[serde(rename = "EnableIPv6")]
        enable_ipv6: bool,
        #[serde(rename = "IPAM")]
        ipam: RawIpam,
        labels: BTreeMap<String, String>,
        created: String,
        containers: BTreeMap<String, RawMember>,
        ingress: bool,
    }
}

lenient! {
    struct RawIpam {
        config: Vec<RawSubnet>,
    }
}

lenient! {
    struct RawSubnet {
        subnet: String,
        gateway: String,
    }
}

lenient! {
    struct RawMember {
        name: String,
        #[serde(rename = "IPv4Address")]
        ipv4_address: String,
    }
}

impl Engine {
    /// The engine's networks, by name.
    ///
    /// # Errors
    /// That the engine cannot be reached or failed.
    pub async fn networks(&self) -> Result<Vec<Network>> {
        let listed: Vec<RawNetwork> =
            self.read(RawRequest::get("/networks".to_owned(), &[], Subject::ENGINE), QUICK).await?;
        // The list leaves the containers out.
        let inspected: Vec<BoxFuture<'_, Result<Network>>> =
            listed.iter().map(|network| self.inspect_network(&network.id).boxed()).collect();
        let found: Vec<Option<Network>> = stream::iter(inspected)
            .buffer_unordered(8)
            .map(|network| match network {
                Ok(network) => Ok(Some(network)),
                // Removed since the list was made.
                Err(Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(error),
            })
            .try_collect()
            .await?;
        let mut networks: Vec<Network> = found.into_iter().flatten().collect();
        networks.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
        Ok(networks)
    }

    /// One network.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn network(&self, network: &NetworkRef) -> Result<Network> {
        self.inspect_network(network.as_str()).await
    }

    async fn inspect_network(&self, network: &str) -> Result<Network> {
        let request =
            RawRequest::get(format!("/networks/{network}"), &[], Subject::network(network));
        Ok(self.read::<RawNetwork>(request, QUICK).await?.into_network())
    }

    /// Makes a network.
    ///
    /// # Errors
    /// [`Error::Conflict`] when there is one of this name or the address range is taken; [`Error::Invalid`] for
    /// addresses that do not fit and unknown drivers.
    pub async fn create_network(&self, request: &CreateNetwork) -> Result<Network> {
        // Engines allow several networks of one name, which is never meant.
        match self.network(&request.name).await {
            Ok(_) => {
                return Err(Error::Conflict(format!(
                    "there is a network {} already",
                    request.name
                )));
            }
            Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
        if request.gateway.is_some() && request.subnet.is_none() {
            return Err(Error::Invalid("gateway: it needs a subnet".to_owned()));
        }
        if let Some(subnet) = &request.subnet {
            check_subnet(subnet)?;
        }
        let config = bollard::models::IpamConfig {
            subnet: request.subnet.clone(),
            gateway: request.gateway.map(|gateway| gateway.to_string()),
            ..Default::default()
        };
        let ipam = bollard::models::Ipam { config: Some(vec![config]), ..Default::default() };
        let body = bollard::models::NetworkCreateRequest {
            name: request.name.to_string(),
            driver: Some(request.driver.clone().unwrap_or_else(|| "bridge".to_owned())),
            internal: Some(request.internal),
            attachable: Some(request.attachable),
            ipam: request.subnet.is_some().then_some(ipam),
            labels: Some(request.labels.clone().into_iter().collect()),
            ..Default::default()
        };
        let made = self
            .call(Subject::network(request.name.as_str()), SLOW, self.docker.create_network(body))
            .await;
        let made = made.map_err(|error| {
            if matches!(error, Error::NotFound { .. }) {
                Error::Invalid("driver: the engine has no such network driver".to_owned())
            } else {
                error
            }
        })?;
        self.inspect_network(&made.id).await
    }

    /// Removes a network.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Conflict`] when containers are in it or the engine made it itself.
    pub async fn remove_network(&self, network: &NetworkRef) -> Result<()> {
        self.call(
            Subject::network(network.as_str()),
            SLOW,
            self.docker.remove_network(network.as_str()),
        )
        .await
    }

    /// Removes all networks that no container is in.
    ///
    /// # Errors
    /// That the engine cannot be reached or failed.
    pub async fn prune_networks(&self) -> Result<PruneReport> {
        let report = self.call(Subject::ENGINE, SLOW, self.docker.prune_networks(None)).await?;
        Ok(PruneReport { deleted: report.networks_deleted.unwrap_or_default(), reclaimed_bytes: 0 })
    }
}

impl RawNetwork {
    fn into_network(self) -> Network {
        let mut containers: Vec<NetworkMember> = self
            .containers
            .into_iter()
            .map(|(id, member)| {
                // With the length of its range: `172.20.0.2/16`.
                let address = member.ipv4_address.split('/').next().unwrap_or_default().to_owned();
                NetworkMember { id, name: member.name, ipv4_address: some_text(address) }
            })
            .collect();
        containers.sort_by(|one, other| one.name.cmp(&other.name));
        Network {
            builtin: self.ingress || matches!(self.name.as_str(), "bridge" | "host" | "none"),
            id: self.id,
            name: self.name,
            driver: self.driver,
            scope: self.scope,
            internal: self.internal,
            attachable: self.attachable,
            ipv6: self.enable_ipv6,
            subnets: self
                .ipam
                .config
                .into_iter()
                .map(|range| Subnet { subnet: range.subnet, gateway: some_text(range.gateway) })
                .collect(),
            labels: crate::masking::labels(self.labels),
            created_at: engine_time(&self.created),
            containers,
        }
    }
}

fn check_subnet(text: &str) -> Result<()> {
    let fits =
        text.split_once('/').is_some_and(|(address, length)| match address.parse::<IpAddr>() {
            Ok(IpAddr::V4(_)) => length.parse::<u8>().is_ok_and(|length| length <= 32),
            Ok(IpAddr::V6(_)) => length.parse::<u8>().is_ok_and(|length| length <= 128),
            Err(_) => false,
        });
    if fits {
        Ok(())
    } else {
        Err(Error::Invalid("subnet: expected a range such as 10.9.0.0/24".to_owned()))
    }
}

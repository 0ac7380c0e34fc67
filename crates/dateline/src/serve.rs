//! Running the agency: the boot list.

use std::net::ToSocketAddrs as _;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use listener::{Entrance, Limits};
use newsroom::{Agency, Clock};
use tokio::runtime::Builder;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::cli::Serve;
use crate::config::{Config, Keys};
use crate::traces::Traces;
use crate::{answer, backups, control, encrypted, fill, metrics, newsfeeds};

/// Serves until it is told to stop.
pub fn serve(mut config: Config, how: Serve) -> Result<ExitCode> {
    let keys = &mut config.keys;
    for (key, given) in
        [(&mut keys.database, &how.database), (&mut keys.bus, &how.bus), (&mut keys.media, &how.media)]
    {
        if let Some(given) = given {
            key.clone_from(given);
        }
    }
    if let Some(count) = how.live_workers {
        keys.live_workers = count;
    }
    let traces = match config.keys.traces.as_str() {
        "" => None,
        collector => Some(Traces::start(collector)?),
    };
    start_log(&config.keys.log, traces.as_ref());
    let streams = newsfeeds::threads()?;
    let main = Builder::new_multi_thread().enable_all().build()?;
    main.block_on(run(config, how, streams.handle().clone()))
}

async fn run(config: Config, how: Serve, streams: tokio::runtime::Handle) -> Result<ExitCode> {
    let listen = how.listen.unwrap_or_else(|| config.keys.listen.clone());
    let encrypted = encrypted::tls(&config.keys, &config.data)?;
    let is_private = encrypted.is_some() || config.keys.public_url.starts_with("https://");
    let listener = bind(&listen, config.keys.insecure_http || is_private).await?;
    let address = listener.local_addr()?;
    let host = if address.ip().is_loopback() { "localhost".to_owned() } else { address.ip().to_string() };
    let scheme = if encrypted.is_some() { "https" } else { "http" };
    let mut options = config.web(&format!("{scheme}://{host}:{}", address.port()));
    if encrypted.is_some() && !options.is_secure() {
        bail!("with a certificate the site's address is https: set public_url to it");
    }
    let open_files = open_files();
    let connections = open_files.saturating_sub(KEPT_FILES).max(100);
    let of_one_network = (connections / 10).clamp(100, 1000);
    let reserved = (connections / 20).min(500);
    let limits = Limits { connections, reserved, of_one_network, ..Limits::default() };
    if options.live_limit == 0 {
        options.live_limit = limits.connections - limits.connections / 10;
    }
    let public_url = options.public_url.clone();

    let clock = if how.demo { Clock::set_to(Clock::system().now()) } else { Clock::system() };
    let now = clock.now();
    let agency = Agency::open(config.place(), clock).await?;
    if how.demo {
        if agency.is_named() {
            agency.clock().run();
        } else {
            fill::fill(&agency, now).await.context("the demo could not be filled")?;
        }
    }
    let numbers = if config.keys.metrics.is_empty() { None } else { Some(metrics::start()?) };
    let room = Arc::new(web::open(agency.clone(), options)?);
    let private: Vec<String> = config.keys.private_networks.split_whitespace().map(str::to_owned).collect();
    agency.set_post(&public_url, &private).context("nothing can be delivered")?;
    agency.set_witnesses(&web::log_origin(&public_url), config.witnesses()?);
    if !config.keys.oidc_issuer.is_empty() {
        let Keys { oidc_issuer, oidc_client, oidc_secret, .. } = &config.keys;
        agency
            .set_provider(oidc_issuer, oidc_client, oidc_secret)
            .context("nobody can sign in by the provider")?;
    }
    for (issuer, client, secret) in config.reader_providers()? {
        agency
            .add_reader_provider(&issuer, &client, &secret)
            .context("readers cannot sign in by a provider")?;
    }
    let mail = config.data.join("mail");
    if !config.keys.smtp.is_empty() {
        agency.set_mailer(&config.keys.smtp, &config.keys.mail_from).context("no mail can be sent")?;
    } else if how.demo {
        let folder = format!("folder:{}", mail.display());
        agency.set_mailer(&folder, "Meridian <post@meridian.example>").context("no mail can be kept")?;
    }
    if !config.keys.returns.is_empty() {
        let (address, password) =
            config.returns().context("returns is not written as imaps://user:password@host/INBOX")?;
        agency.set_returns(&address, &password).context("mail that comes back cannot be read")?;
    }
    control::listen(agency.clone(), public_url.clone())?;
    backups::start(&agency, &config.place(), config.keys.backup_hours, config.keys.backup_keep);

    if let Some(numbers) = numbers {
        metrics::listen(&config.keys.metrics, agency.clone(), numbers).await?;
    }
    let (tls, authority) = encrypted.map(|it| (it.tls, it.authority)).unzip();
    if let Some((authority, certificate)) = authority.flatten() {
        tokio::spawn(authority.keep(certificate, agency.clone(), public_url.clone()));
    }
    if tls.is_some() && !config.keys.redirect.is_empty() {
        let listener = bind(&config.keys.redirect, true).await?;
        tokio::spawn(encrypted::lead(listener, public_url.clone()));
    }

    answer::line(&format!("Dateline is at {public_url}"));
    match agency.first_claim().await {
        Ok(None) => {}
        Ok(Some(token)) => {
            answer::line(&format!("The first administrator sets a password at {public_url}/claim/{token}"));
        }
        // What can be read is served all the same.
        Err(error) => {
            tracing::warn!(%error, "there is no link for the first administrator; start again for one")
        }
    }
    if how.demo && config.keys.smtp.is_empty() {
        answer::line(&format!("Mail to readers is kept in {}", mail.display()));
    }
    let workers = match config.keys.live_workers {
        0 => None,
        count => Some(Arc::new(newsfeeds::start(count, open_files)?)),
    };
    if let Some(workers) = &workers {
        room.set_workers(workers.clone());
    }
    let entrance = Entrance { listener, tls, streams: Some(streams), workers };
    listener::serve(entrance, room, limits, stop()).await;
    control::close(&config.data);
    if let Err(error) = agency.retire().await {
        tracing::warn!(%error, "the duties could not be handed over");
    }
    Ok(ExitCode::SUCCESS)
}

/// Open files that are no connections: the database, the index, pictures, deliveries, and who is told that there is no place.
const KEPT_FILES: usize = 600;

/// How many files may be open, after the limit was raised as far as the system lets us (setrlimit(2)).
fn open_files() -> usize {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = rustix::process::Rlimit { current: limit.maximum, ..limit };
    let now = if setrlimit(Resource::Nofile, raised).is_ok() { limit.maximum } else { limit.current };
    now.map_or(1 << 20, |now| usize::try_from(now).unwrap_or(usize::MAX).min(1 << 20))
}

/// How many connections may wait to be accepted (listen(2)); the system's own bound holds too. Whoever finds no room there asks
/// again after a second.
const BACKLOG: u32 = 4096;

fn listen_at(address: std::net::SocketAddr) -> std::io::Result<tokio::net::TcpListener> {
    use tokio::net::TcpSocket;
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // A port is free again as soon as who had it has ended.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

async fn bind(listen: &str, may_be_open: bool) -> Result<tokio::net::TcpListener> {
    let addresses: Vec<_> = listen
        .to_socket_addrs()
        .with_context(|| format!("`{listen}` is no address to listen at: write it as localhost:8080"))?
        .collect();
    let is_open = addresses.iter().any(|address| !address.ip().is_loopback());
    if is_open && !may_be_open {
        bail!(
            "{listen} can be reached by other machines, and without TLS passwords would cross the network readable: \
             set acme, or certificate and certificate_key, or put a proxy with TLS in front and set public_url to its https \
             address, or set insecure_http = true"
        );
    }
    // IPv4 first: `localhost` names both, and every tool finds that one.
    let mut addresses = addresses;
    addresses.sort_by_key(|address| address.is_ipv6());
    let mut last = None;
    for address in addresses {
        match listen_at(address) {
            Ok(listener) => return Ok(listener),
            Err(error) => last = Some(error),
        }
    }
    match last {
        Some(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("{listen} is in use by another program: stop it, or listen elsewhere with --listen")
        }
        Some(error) => Err(error).with_context(|| format!("cannot listen at {listen}")),
        None => bail!("`{listen}` names no address"),
    }
}

async fn stop() {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(error) => {
            tracing::error!(%error, "cannot hear SIGTERM");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

/// Our own rooms, whose spans go to a collector; a library's own do not.
const ROOMS: [&str; 3] = ["newsroom", "store", "web"];

fn start_log(form: &str, traces: Option<&Traces>) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("DATELINE_LOG_FILTER")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,tantivy=error,dateline=info"));
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let log = if form == "json" { log.json().boxed() } else { log.boxed() };
    let is_ours =
        filter_fn(|it| it.is_span() && ROOMS.contains(&it.target().split("::").next().unwrap_or("")));
    let spans = traces.map(|traces| {
        tracing_opentelemetry::layer()
            .with_tracer(traces.tracer())
            .with_filter(is_ours.with_max_level_hint(LevelFilter::DEBUG))
    });
    tracing_subscriber::registry().with(log.with_filter(filter)).with(spans).init();
}

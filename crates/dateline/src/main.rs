//! Dateline: a news agency in one program.
//!
//! `main` is the list of what can be asked of it. Exit status: 0 done, 1 refused or failed, 2 misused.

mod acme;
mod answer;
mod ask;
mod backups;
mod check;
mod cli;
mod config;
mod control;
mod convert;
mod demo;
mod diff;
mod doctor;
mod encrypted;
mod fill;
mod import;
mod metrics;
mod newsfeeds;
mod serve;
mod traces;
mod verify_site;

use std::process::ExitCode;

use clap::Parser as _;

use ask::Ask;
use cli::{Cli, Command, CommentsCommand, SubscriberCommand, UserCommand};

/// Pages are made of many small pieces: with this allocator four are made in the time of three.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            answer::fault(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn move_to(config: &config::Config, to: &str) -> anyhow::Result<ExitCode> {
    let database = Some(to).filter(|it| *it != "folder");
    let place = config.place();
    anyhow::ensure!(
        database.is_none_or(|it| it.starts_with("postgres://") || it.starts_with("postgresql://")),
        "`{to}` is neither the address of a database (postgres://user:password@host/name) nor `folder`"
    );
    anyhow::ensure!(
        database.is_some() != place.database.is_some(),
        "the agency is there already: its rows are {}",
        if place.database.is_some() {
            "in the database that the configuration names"
        } else {
            "in the folder"
        }
    );
    anyhow::ensure!(
        config.has_agency(),
        "there is no agency in {}: name its folder with --data",
        config.data.display()
    );
    let rows = newsroom::move_to(&place, database)?;
    answer::line(&format!("{rows} rows are there, and the wire holds entry by entry"));
    answer::line(match database {
        Some(_) => "Now name the database in the configuration: database = \"postgres://…\"",
        None => "Now take the database out of the configuration",
    });
    Ok(ExitCode::SUCCESS)
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let config = config::Config::load(cli.config.as_deref(), cli.data.as_deref())?;
    match cli.command {
        Command::Serve(how) => serve::serve(config, how),
        Command::Send(send) => ask::put_at(&config, &send.ask()?, send.json, send.now),
        Command::Import(import) => ask::put(&config, &import.ask()?, import.json),
        Command::Convert(asked) => convert::convert(&asked),
        Command::Validate(asked) => convert::validate(&asked),
        Command::Check(asked) => check::check(&asked),
        Command::Diff(pair) => diff::diff(&pair),
        Command::Verify(how) => match &how.site {
            Some(site) => verify_site::verify(site, &how),
            None => ask::put(&config, &Ask::Verify, how.json),
        },
        Command::User(UserCommand::Add(user)) => ask::put(&config, &user.ask(), user.json),
        Command::User(UserCommand::List { json }) => ask::put(&config, &Ask::Users, json),
        Command::User(UserCommand::Password { login, json }) => {
            ask::put(&config, &Ask::Password { login, password: answer::password()? }, json)
        }
        Command::Subscriber(SubscriberCommand::Add { new, json }) => {
            ask::put(&config, &Ask::AddSubscriber(new), json)
        }
        Command::Subscriber(SubscriberCommand::List { json }) => ask::put(&config, &Ask::Subscribers, json),
        Command::Backup { file } => answer::done(newsroom::backup(&config.place(), &file), &file),
        Command::Restore { file } => answer::done(newsroom::restore(&file, &config.place()), &config.data),
        Command::Move { to } => move_to(&config, &to),
        Command::Comments(CommentsCommand::Import { file, edition, json }) => {
            let file = std::path::absolute(file)?;
            ask::put(&config, &Ask::BringComments { file, edition }, json)
        }
        Command::Comments(CommentsCommand::Export) => ask::put(&config, &Ask::GiveOutComments, false),
        Command::Dkim => answer::text(&newsroom::dkim_record(&config.place(), &config.keys.mail_from)?),
        Command::Doctor { dns, json } => doctor::examine(&config, dns, json),
        Command::Config => answer::text(&config.annotated()),
        Command::Newsfeeds => newsfeeds::carry(),
    }
}

//! Dateline: a news agency in one program.
//!
//! `main` is the list of what can be asked of it. Exit status: 0 done, 1 refused or failed, 2 misused.

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
mod fill;
mod import;
mod serve;

use std::process::ExitCode;

use clap::Parser as _;

use ask::Ask;
use cli::{Cli, Command, CommentsCommand, SubscriberCommand, UserCommand};

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
        Command::Verify { json } => ask::put(&config, &Ask::Verify, json),
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
        Command::Comments(CommentsCommand::Import { file, edition, json }) => {
            let file = std::path::absolute(file)?;
            ask::put(&config, &Ask::BringComments { file, edition }, json)
        }
        Command::Comments(CommentsCommand::Export) => ask::put(&config, &Ask::GiveOutComments, false),
        Command::Dkim => answer::text(&newsroom::dkim_record(&config.data, &config.keys.mail_from)?),
        Command::Doctor { dns, json } => doctor::examine(&config, dns, json),
        Command::Config => answer::text(&config.annotated()),
    }
}

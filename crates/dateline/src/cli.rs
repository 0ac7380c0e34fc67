//! What can be typed.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use crate::ask::{Ask, NewSubscriber};

/// A news agency in one program.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, about, max_term_width = 100)]
pub struct Cli {
    /// The folder in which everything is kept [default: ./dateline-data]
    #[arg(long, global = true, env = "DATELINE_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The configuration [default: dateline.toml in the data folder, if there is one]
    #[arg(long, global = true, env = "DATELINE_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the agency: site, desk, newsfeed
    Serve(Serve),
    /// Send a file of plain wire copy: a new story, or the next revision of the one with its slugline
    Send(Send),
    /// Take in stories from files of other systems: RSS, Atom, JSON Feed, ninjs
    Import(Import),
    /// Say what changed between two files of plain wire copy: the advisory line
    Diff(Diff),
    /// Let the copy desk look at files of plain wire copy: one line a finding
    Check(Check),
    /// Turn files of any format of the trade into any other; what is lost is told on standard error
    Convert(Convert),
    /// Look at files of the trade's formats: which format, how many stories, and every fault
    Validate(Validate),
    /// Walk the wire from entry 1 and check sequence, hashes, chain and signatures; or check a site from outside
    Verify(Verify),
    /// Add, list and change the staff
    #[command(subcommand)]
    User(UserCommand),
    /// Add and list subscribers of the wire
    #[command(subcommand)]
    Subscriber(SubscriberCommand),
    /// Write everything into one file, also while the agency runs
    Backup {
        /// The file to write; it must not exist
        file: PathBuf,
    },
    /// Make a data folder of a backup
    Restore {
        /// The file that `backup` wrote
        file: PathBuf,
    },
    /// Carry all rows of an agency that nobody serves to another engine, and check them there entry by entry
    Move {
        /// Where to: postgres://user:password@host/name, or folder
        #[arg(long, value_name = "ADDRESS")]
        to: String,
    },
    /// Bring comments from Disqus, WordPress or Coral, or give out what was said here
    #[command(subcommand)]
    Comments(CommentsCommand),
    /// Print what to publish in the domain's records so that mail is known to be ours (DKIM)
    Dkim,
    /// Look at folder, database, disk, keys, backups, clock, certificate, mail and its records, and say what is wrong
    Doctor {
        /// The name server to ask, as 192.0.2.53:53 [default: those of this machine]
        #[arg(long)]
        dns: Option<std::net::SocketAddr>,
        /// Print what was found as JSON
        #[arg(long)]
        json: bool,
    },
    /// Print the configuration with an explanation of every key
    Config,
    /// Carry newsfeeds that an agency passes on: what `serve` starts for `live_workers`
    #[command(hide = true)]
    Newsfeeds,
}

/// What to do with comments.
#[derive(Debug, Subcommand)]
pub enum CommentsCommand {
    /// Bring them to the stories that were imported before, or that stand at the address they name
    Import {
        /// An export of Disqus (XML), WordPress (WXR) or Coral (JSON)
        file: PathBuf,
        /// The edition whose language their writers are addressed in [default: the first]
        #[arg(long)]
        edition: Option<String>,
        /// Answer with one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Print everything that was said and stands, a JSON object a line
    Export,
}

/// How to run the agency.
#[derive(Debug, Args)]
pub struct Serve {
    /// Fill an empty folder with an invented agency: three editions and two weeks of stories
    #[arg(long)]
    pub demo: bool,
    /// Where to listen [default: localhost:8080]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// The database that several nodes share: postgres://user:password@host/name
    #[arg(long, value_name = "ADDRESS")]
    pub database: Option<String>,
    /// The NATS server by which they wake each other: nats://host:4222
    #[arg(long, value_name = "ADDRESS")]
    pub bus: Option<String>,
    /// The bucket of their pictures: s3://bucket/prefix?endpoint=https://host&region=name
    #[arg(long, value_name = "ADDRESS")]
    pub media: Option<String>,
    /// How many more processes carry newsfeeds; each holds as many as it may open files
    #[arg(long, value_name = "NUMBER")]
    pub live_workers: Option<usize>,
}

/// What to send, and where it goes.
#[derive(Debug, Args)]
pub struct Send {
    /// The file, or - for standard input
    pub file: PathBuf,
    /// The edition, if the copy names none [default: the first]
    #[arg(long)]
    pub edition: Option<String>,
    /// The section, if the copy names none
    #[arg(long)]
    pub section: Option<String>,
    /// The story that it continues, by id, whatever its slugline says
    #[arg(long, value_name = "ID", conflicts_with = "new")]
    pub story: Option<String>,
    /// A new story, whatever its slugline says
    #[arg(long)]
    pub new: bool,
    /// The kind of move, if the copy names none
    #[arg(long, value_enum)]
    pub kind: Option<Kind>,
    /// The instant at which it is sent (RFC 3339): for a folder that is not being served
    #[arg(long, value_name = "INSTANT")]
    pub now: Option<Timestamp>,
    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

impl Send {
    /// What is asked of the agency.
    pub fn ask(&self) -> Result<Ask> {
        Ok(Ask::Send {
            copy: read(&self.file)?,
            edition: self.edition.clone(),
            section: self.section.clone(),
            story: self.story.clone(),
            is_new: self.new,
            kind: self.kind.map(|kind| kind.kind().to_string()),
        })
    }
}

/// What to take in, and where it goes.
#[derive(Debug, Args)]
pub struct Import {
    /// Files, or folders of files
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The edition [default: the first]
    #[arg(long)]
    pub edition: Option<String>,
    /// The section; it is made if it is missing [default: the one an item names, else `imported`]
    #[arg(long)]
    pub section: Option<String>,
    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

impl Import {
    /// What is asked of the agency: every file below the paths, in order.
    pub fn ask(&self) -> Result<Ask> {
        let mut files = Vec::new();
        for path in &self.files {
            let path = path.canonicalize().with_context(|| format!("cannot read {}", path.display()))?;
            gather(&path, &mut files)?;
        }
        Ok(Ask::Import { files, edition: self.edition.clone(), section: self.section.clone() })
    }
}

/// Every file below a path, in order; `-` is standard input.
pub fn gather(path: &std::path::Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.as_os_str() == "-" || !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries = std::fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut below: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    below.sort();
    below.iter().try_for_each(|path| gather(path, files))
}

/// A kind of move that a person chooses.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Kind {
    /// Facts moved on, or matter was added
    Update,
    /// The earlier version was wrong
    Correction,
    /// A small fault mended
    Refile,
}

impl Kind {
    /// The kind.
    pub fn kind(self) -> story::Kind {
        match self {
            Kind::Update => story::Kind::Update,
            Kind::Correction => story::Kind::Correction,
            Kind::Refile => story::Kind::Refile,
        }
    }
}

/// Two states of a story.
#[derive(Debug, Args)]
pub struct Diff {
    /// The file as it was
    pub old: PathBuf,
    /// The file as it is
    pub new: PathBuf,
    /// What the difference is
    #[arg(long, value_enum, default_value = "update")]
    pub kind: Kind,
    /// The house's style: suffix, reuters, ap or dpa
    #[arg(long, default_value = "suffix")]
    pub style: story::NumberStyle,
    /// The language of the copy and of the line [default: what the copy names, else en]
    #[arg(long)]
    pub lang: Option<String>,
    /// The instant at which the copy is read (RFC 3339): a dateline without a year lies near it
    #[arg(long, value_name = "INSTANT")]
    pub now: Option<Timestamp>,
    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Which copy to check, and what is known beside it.
#[derive(Debug, Args)]
pub struct Check {
    /// The files, or - for standard input
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The revision that it follows, as plain wire copy
    #[arg(long, value_name = "EARLIER")]
    pub against: Option<PathBuf>,
    /// What is known from outside, as JSON: facts, names, captions, charset, lexicon, embargo, note, suppress, ignore
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// The kind of move, if the copy names none
    #[arg(long, value_enum)]
    pub kind: Option<Kind>,
    /// The language of the copy [default: what the copy names, else by its letters]
    #[arg(long)]
    pub lang: Option<String>,
    /// The instant at which it is to be sent (RFC 3339) [default: the copy's own date, else now]
    #[arg(long, value_name = "INSTANT")]
    pub now: Option<Timestamp>,
    /// The house's time zone
    #[arg(long, default_value = "UTC")]
    pub zone: String,
    /// Answer with one JSON object a line: file, rule, check, severity, line, column, length, words, message
    #[arg(long)]
    pub json: bool,
}

/// What to convert, and into what.
#[derive(Debug, Args)]
pub struct Convert {
    /// ninjs (3.1), ninjs-2, ninjs-1, newsml-g2, nitf, iptc7901, anpa1312, rss, atom, jsonfeed or copy
    #[arg(long, value_name = "FORMAT")]
    pub to: To,
    /// The file to write, or a folder (one that is there, or with a / at its end): a file a story [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Tell what is lost as one JSON object a line: file, item, field, loss
    #[arg(long)]
    pub json: bool,
    /// Files or folders of files, or - for standard input; each is in the format that it holds
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// A format by its name.
#[derive(Clone, Copy, Debug)]
pub struct To(pub formats::Format);

impl std::str::FromStr for To {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        formats::Format::named(word).map(To).ok_or_else(|| {
            let all: Vec<&str> = formats::Format::ALL.iter().map(|format| format.as_str()).collect();
            format!("there is no format {word}: one of {}", all.join(", "))
        })
    }
}

/// What to look at.
#[derive(Debug, Args)]
pub struct Validate {
    /// Files or folders of files, or - for standard input
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Answer with one JSON object a file: file, format, items, left, diagnoses, or error
    #[arg(long)]
    pub json: bool,
}

/// What to check.
#[derive(Debug, Args)]
pub struct Verify {
    /// Check this site from outside, by its public log: its address, as `https://press.example`
    #[arg(long)]
    pub site: Option<String>,
    /// The key of its log, as its page /log shows it; taken from the site itself where none is given
    #[arg(long, requires = "site")]
    pub key: Option<String>,
    /// A file with the checkpoint of the last time, from which the log must have grown; the present one takes its place
    #[arg(long, requires = "site", value_name = "FILE")]
    pub kept: Option<PathBuf>,
    /// The key of a witness that has to have signed the log too
    #[arg(long, requires = "site", value_name = "KEY")]
    pub witness: Option<String>,
    /// Read the texts of all revisions, not only the last ones of the newest 200 stories
    #[arg(long, requires = "site")]
    pub all: bool,
    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

/// The staff.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add one of the staff; prints the one-time link by which they set a password
    Add(NewUser),
    /// List the staff
    List {
        /// Answer with one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Set a password, read from standard input; all sessions end
    Password {
        /// The name to sign in with
        login: String,
        /// Answer with one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// The subscribers.
#[derive(Debug, Subcommand)]
pub enum SubscriberCommand {
    /// Add a subscriber with a product and a destination; prints the token or the secret, this once
    Add {
        /// Who, what and where to.
        #[command(flatten)]
        new: NewSubscriber,
        /// Answer with one JSON object
        #[arg(long)]
        json: bool,
    },
    /// List the subscribers with what was given, waits and is parked
    List {
        /// Answer with one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// One of the staff.
#[derive(Debug, Args)]
pub struct NewUser {
    /// The name to sign in with
    pub login: String,
    /// The name as it is shown [default: the name to sign in with]
    #[arg(long)]
    pub name: Option<String>,
    /// administrator, editor (may send) or writer (may not)
    #[arg(long, default_value = "editor")]
    pub role: story::StaffRole,
    /// The language of their desk: en, ru or ar
    #[arg(long, default_value = "en")]
    pub language: String,
    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

impl NewUser {
    /// What is asked of the agency.
    pub fn ask(&self) -> Ask {
        Ask::AddUser {
            login: self.login.clone(),
            name: self.name.clone().unwrap_or_else(|| self.login.clone()),
            role: self.role.as_str().to_owned(),
            language: self.language.clone(),
        }
    }
}

/// A file's text, or what stands on standard input.
pub fn read(file: &std::path::Path) -> Result<String> {
    let bytes = if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes)
            .context("cannot read standard input")?;
        bytes
    } else {
        std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?
    };
    String::from_utf8(bytes)
        .map_err(|_| anyhow::anyhow!("{} is not UTF-8 text: save it as UTF-8", file.display()))
}

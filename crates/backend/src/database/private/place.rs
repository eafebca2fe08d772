//! Where the private database lives, and as which user it runs.

use std::fs::{self, DirBuilder};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

use super::error::{StartError, at};

/// `sun_path` holds 108 bytes with the closing zero.
const SOCKET_PATH_LIMIT: usize = 107;
const SOCKET_FILE: &str = "/.s.PGSQL.5432";
/// Where databases go whose user cannot reach the data folder, as with a project under `/root`.
const ELSEWHERE: &str = "/var/lib/lumora";

/// The folders of one private database; they exist, are absolute and free of symlinks, and belong to `user` alone.
#[derive(Debug)]
pub(super) struct Place {
    /// Holds everything below; usually `data/postgres`, which otherwise is a symlink to it.
    pub folder: PathBuf,
    /// The folder of the Unix socket, short enough for the system.
    pub socket: PathBuf,
    pub user: User,
}

/// The system's user the server runs as.
#[derive(Debug)]
pub(super) struct User {
    pub name: String,
    /// Set when we are root and have to become this user.
    become_ids: Option<(u32, u32)>,
    uid: u32,
}

impl Place {
    pub fn prepare(data: &Path) -> Result<Self, StartError> {
        let data = data.canonicalize().map_err(at(data))?;
        let entry = data.join("postgres");
        let (folder, user) = match fs::symlink_metadata(&entry) {
            Ok(_) if !is_left_over(&entry) => existing(&entry)?,
            Err(source) if source.kind() != ErrorKind::NotFound => {
                return Err(StartError::File { path: entry, source });
            }
            _ => fresh(&data, &entry)?,
        };
        if !folder.starts_with(&data) {
            tracing::warn!("the database is kept in {}, where {} points", folder.display(), entry.display());
        }
        let socket = socket_folder(&folder, &user)?;
        Ok(Self { folder, socket, user })
    }

    pub fn cluster(&self) -> PathBuf {
        self.folder.join("cluster")
    }

    pub fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    pub fn pid_file(&self) -> PathBuf {
        self.cluster().join("postmaster.pid")
    }

    /// The major version that made the database; `None` when there is none yet.
    pub fn major(&self) -> Result<Option<u32>, StartError> {
        let path = self.cluster().join("PG_VERSION");
        match fs::read_to_string(&path) {
            Ok(text) => Ok(text.trim().parse().ok()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(StartError::File { path, source }),
        }
    }

    /// What a start that was killed while making the database left behind.
    pub fn unfinished_clusters(&self) -> Result<Vec<PathBuf>, StartError> {
        let entries = fs::read_dir(&self.folder).map_err(at(&self.folder))?;
        let paths = entries.flatten().map(|entry| entry.path());
        Ok(paths
            .filter(|path| path.file_stem().is_some_and(|stem| stem == "cluster") && path.extension().is_some())
            .collect())
    }
}

/// Takes an empty folder away: a start was killed before it could hand it to its user.
fn is_left_over(folder: &Path) -> bool {
    fs::remove_dir(folder).is_ok()
}

/// A folder from an earlier start keeps its user, also when root now starts what an ordinary user made.
fn existing(entry: &Path) -> Result<(PathBuf, User), StartError> {
    let folder = entry.canonicalize().map_err(at(entry))?;
    let owner = fs::metadata(&folder).map_err(at(&folder))?.uid();
    let user = User::owning(&folder, owner)?;
    if !user.reaches(&folder)? {
        return Err(StartError::OutOfReach { folder, user: user.name });
    }
    Ok((folder, user))
}

fn fresh(data: &Path, entry: &Path) -> Result<(PathBuf, User), StartError> {
    let user = User::for_new()?;
    make_private(entry, &user)?;
    if user.reaches(entry)? {
        return Ok((entry.to_owned(), user));
    }
    fs::remove_dir(entry).map_err(at(entry))?;
    let parent = Path::new(ELSEWHERE);
    tracing::warn!(
        "PostgreSQL runs as {}, who cannot enter {}: the database goes under {ELSEWHERE}",
        user.name,
        data.display()
    );
    DirBuilder::new().recursive(true).mode(0o755).create(parent).map_err(at(parent))?;
    let folder = parent.join(short_hash(data));
    if folder.exists() && !is_left_over(&folder) {
        tracing::warn!(
            "{} holds the database of an earlier {}; it is used again. Remove it to begin anew",
            folder.display(),
            data.display()
        );
    } else {
        make_private(&folder, &user)?;
    }
    if !user.reaches(&folder)? {
        return Err(StartError::OutOfReach { folder, user: user.name });
    }
    symlink(&folder, entry).map_err(at(entry))?;
    existing(entry)
}

fn make_private(folder: &Path, user: &User) -> Result<(), StartError> {
    DirBuilder::new().mode(0o700).create(folder).map_err(at(folder))?;
    user.own(folder)
}

/// Beside the database when the path is short enough, else under `/tmp`, where it must be nobody else's.
fn socket_folder(folder: &Path, user: &User) -> Result<PathBuf, StartError> {
    let beside = folder.join("socket");
    let fits = beside.as_os_str().len() + SOCKET_FILE.len() <= SOCKET_PATH_LIMIT;
    let socket = if fits { beside } else { Path::new("/tmp").join(format!("lumora-{}", short_hash(folder))) };
    if !socket.exists() || is_left_over(&socket) {
        make_private(&socket, user)?;
    }
    let found = fs::symlink_metadata(&socket).map_err(at(&socket))?;
    if !found.is_dir() || found.uid() != user.uid || found.mode() & 0o077 != 0 {
        return Err(StartError::SocketFolder(socket));
    }
    Ok(socket)
}

/// FNV-1a: stable over releases, and nothing secret hangs on it.
fn short_hash(path: &Path) -> String {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = path.as_os_str().as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, step);
    format!("{hash:016x}")
}

impl User {
    /// Ourselves, or as root the first of `postgres` and `nobody` that this system has.
    fn for_new() -> Result<Self, StartError> {
        let us = nix::unistd::geteuid();
        if !us.is_root() {
            return Ok(Self::ourselves(us.as_raw()));
        }
        let known =
            ["postgres", "nobody"].into_iter().find_map(|name| nix::unistd::User::from_name(name).ok().flatten());
        known.map(Self::other).ok_or(StartError::NoUser)
    }

    fn owning(folder: &Path, owner: u32) -> Result<Self, StartError> {
        let us = nix::unistd::geteuid();
        if us.as_raw() == owner && !us.is_root() {
            return Ok(Self::ourselves(owner));
        }
        let known = nix::unistd::User::from_uid(owner.into()).ok().flatten();
        match known {
            Some(user) if us.is_root() && owner != 0 => Ok(Self::other(user)),
            _ => Err(StartError::NotOurs { folder: folder.to_owned(), owner }),
        }
    }

    fn ourselves(uid: u32) -> Self {
        let known = nix::unistd::User::from_uid(uid.into()).ok().flatten();
        Self { name: known.map_or_else(|| uid.to_string(), |user| user.name), become_ids: None, uid }
    }

    fn other(user: nix::unistd::User) -> Self {
        let uid = user.uid.as_raw();
        Self { name: user.name, become_ids: Some((uid, user.gid.as_raw())), uid }
    }

    /// A command run as this user, in a process group of its own and with nothing of our environment: `PG…` variables
    /// would change what PostgreSQL's programs do.
    pub fn command(&self, program: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder).process_group(0).stdin(Stdio::null());
        command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("LC_ALL", "C");
        if let Some((uid, gid)) = self.become_ids {
            command.uid(uid).gid(gid);
        }
        command
    }

    /// Hands a file or folder of ours to this user.
    pub fn own(&self, path: &Path) -> Result<(), StartError> {
        match self.become_ids {
            Some((uid, gid)) => chown(path, Some(uid), Some(gid)).map_err(at(path)),
            None => Ok(()),
        }
    }

    /// Tries it, since permissions may be more than mode bits: the child enters the folder after it became the user.
    fn reaches(&self, folder: &Path) -> Result<bool, StartError> {
        if self.become_ids.is_none() {
            return Ok(true);
        }
        let mut command = self.command(Path::new("true"), folder);
        match command.as_std_mut().status() {
            Ok(status) => Ok(status.success()),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(false),
            Err(source) => Err(StartError::File { path: folder.to_owned(), source }),
        }
    }
}

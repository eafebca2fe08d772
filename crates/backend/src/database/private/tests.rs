//! Starts real servers, as root or as an ordinary user.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Command;

use tempfile::TempDir;

use super::*;

#[tokio::test]
async fn a_second_start_finds_everything_as_it_was() {
    let data = data_folder(0o755);
    let first = start(&data).await;
    write_note(&first, "Ana's wedding").await;
    let elsewhere = PrivatePostgres::start(data.path()).await;
    assert!(matches!(elsewhere, Err(StartError::InUse(_))), "{elsewhere:?}");
    assert_eq!(fs::metadata(&first.home.place.folder).unwrap().mode() & 0o777, 0o700);
    let pid_file = first.home.place.pid_file();
    first.stop().await.unwrap();
    assert!(!pid_file.exists());

    let second = start(&data).await;
    assert_eq!(note(&second).await, "Ana's wedding");
    let mut connection = second.home.connect(DATABASE).await.unwrap();
    let listening: String = sqlx::query_scalar("show listen_addresses").fetch_one(&mut connection).await.unwrap();
    assert_eq!(listening, "");
    second.stop().await.unwrap();
}

#[tokio::test]
async fn a_killed_server_is_started_again() {
    let data = data_folder(0o755);
    let first = start(&data).await;
    write_note(&first, "Ana's wedding").await;
    signal("-9", &pid(&first));
    drop(first);

    let second = start(&data).await;
    assert_eq!(note(&second).await, "Ana's wedding");
    second.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_ends_by_itself_is_started_again() {
    let data = data_folder(0o755);
    let postgres = start(&data).await;
    write_note(&postgres, "Ana's wedding").await;
    let born = pid(&postgres);
    signal("-9", &born);
    let began = Instant::now();
    while !postgres.home.answers().await || pid(&postgres) == born {
        assert!(began.elapsed() < PATIENCE * 2, "it stays away");
        sleep(GLANCE).await;
    }
    assert_eq!(note(&postgres).await, "Ana's wedding");
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_outlived_lumora_is_taken_up() {
    let data = data_folder(0o755);
    let first = start(&data).await;
    let born = pid(&first);
    drop(first);
    let second = start(&data).await;
    assert_eq!(pid(&second), born);
    drop(second);

    // Lumora was killed while it stopped its server: the next start waits for it to be gone.
    signal("-INT", &born);
    let third = start(&data).await;
    assert_ne!(pid(&third), born);
    third.stop().await.unwrap();
}

#[tokio::test]
async fn a_stale_number_that_another_program_has_now_is_no_hindrance() {
    let data = data_folder(0o755);
    let first = start(&data).await;
    let pid_file = first.home.place.pid_file();
    let mut other = first.home.place.user.command(Path::new("sleep"), Path::new("/")).arg("60").spawn().unwrap();
    let stale = fs::read_to_string(&pid_file).unwrap().replacen(&pid(&first), &other.id().unwrap().to_string(), 1);
    first.stop().await.unwrap();
    fs::write(&pid_file, stale).unwrap();

    let second = start(&data).await;
    second.stop().await.unwrap();
    other.kill().await.unwrap();
}

#[tokio::test]
async fn long_and_odd_paths_serve() {
    let root = data_folder(0o755);
    let data = root.path().join("Foto, \"Žarko's\" 100% $HOME & co").join("x".repeat(80));
    fs::create_dir_all(&data).unwrap();
    let postgres = PrivatePostgres::start(&data).await.unwrap();
    assert!(postgres.home.place.socket.starts_with("/tmp"));
    write_note(&postgres, "Ana's wedding").await;
    let socket = postgres.home.place.socket.clone();
    postgres.stop().await.unwrap();

    // Somebody else may have been there before us: what others can enter is not taken.
    fs::write(socket.join("trap"), "").unwrap();
    fs::set_permissions(&socket, fs::Permissions::from_mode(0o755)).unwrap();
    let exposed = PrivatePostgres::start(&data).await;
    assert!(matches!(exposed, Err(StartError::SocketFolder(_))), "{exposed:?}");
    fs::remove_dir_all(&socket).unwrap();

    let odd = root.path().join("Foto, \"Žarko's\" 100%");
    fs::create_dir_all(&odd).unwrap();
    let postgres = PrivatePostgres::start(&odd).await.unwrap();
    assert!(postgres.home.place.socket.starts_with(&odd));
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn root_keeps_the_database_elsewhere_when_its_user_cannot_reach_it() {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    let data = data_folder(0o700);
    let first = start(&data).await;
    let folder = first.home.place.folder.clone();
    assert!(folder.starts_with("/var/lib/lumora"));
    write_note(&first, "Ana's wedding").await;
    first.stop().await.unwrap();

    // Reachable now, but the database stays where it is.
    fs::set_permissions(data.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let second = start(&data).await;
    assert_eq!(note(&second).await, "Ana's wedding");
    second.stop().await.unwrap();
    fs::remove_dir_all(folder).unwrap();
}

fn data_folder(mode: u32) -> TempDir {
    tempfile::Builder::new().prefix("lumora-test-").permissions(fs::Permissions::from_mode(mode)).tempdir().unwrap()
}

async fn start(data: &TempDir) -> PrivatePostgres {
    PrivatePostgres::start(data.path()).await.unwrap()
}

async fn write_note(postgres: &PrivatePostgres, text: &str) {
    let mut connection = PgConnection::connect(&postgres.url()).await.unwrap();
    sqlx::query("create table note (text text)").execute(&mut connection).await.unwrap();
    sqlx::query("insert into note values ($1)").bind(text).execute(&mut connection).await.unwrap();
}

async fn note(postgres: &PrivatePostgres) -> String {
    let mut connection = PgConnection::connect(&postgres.url()).await.unwrap();
    sqlx::query_scalar("select text from note").fetch_one(&mut connection).await.unwrap()
}

fn pid(postgres: &PrivatePostgres) -> String {
    fs::read_to_string(postgres.home.place.pid_file()).unwrap().lines().next().unwrap().to_owned()
}

fn signal(signal: &str, pid: &str) {
    assert!(Command::new("kill").args([signal, pid]).status().unwrap().success());
}

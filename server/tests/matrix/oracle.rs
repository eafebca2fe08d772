//! Who may what, as a table written by hand, on purpose not with the code it judges.

use domain::{Need, Role};
use server::routes::Declared;

/// Everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    Nobody,
    /// Has the link and a cookie, not the code.
    Holder,
    /// Gave the code.
    Client,
    Member(Role),
    /// The owner of another studio.
    Stranger,
    /// Runs the server; member of yet another studio.
    Operator,
    /// A script with a member's token to upload.
    Script(Role),
    /// A script with the token of the owner of another studio.
    StrangersScript,
    /// A script whose token was revoked.
    VoidScript,
}

pub const ACTORS: [Actor; 13] = [
    Actor::Nobody,
    Actor::Holder,
    Actor::Client,
    Actor::Member(Role::Viewer),
    Actor::Member(Role::Editor),
    Actor::Member(Role::Admin),
    Actor::Member(Role::Owner),
    Actor::Stranger,
    Actor::Operator,
    Actor::Script(Role::Viewer),
    Actor::Script(Role::Owner),
    Actor::StrangersScript,
    Actor::VoidScript,
];

pub const STATES: [&str; 5] = ["draft", "published", "expired", "archived", "trashed"];

/// For each state in that order: `+` allowed, `1` 401, `3` 403, `4` 404, `0` 410. Needs that speak of no gallery have one
/// sign.
pub fn oracle(need: Need, actor: Actor) -> &'static str {
    use Actor::{Client, Holder, Member, Nobody, Operator, Script, Stranger, StrangersScript, VoidScript};
    match (need, actor) {
        (_, VoidScript) => "1",
        (_, Script(_) | StrangersScript) => "3",
        (Need::Public, _) => "+",
        (Need::SignedIn, Nobody | Holder | Client) => "1",
        (Need::SignedIn, _) => "+",
        (Need::Operator, Nobody | Holder | Client) => "1",
        (Need::Operator, Operator) => "+",
        (Need::Operator, Member(_) | Stranger) => "3",
        (Need::Studio(_), Nobody | Holder | Client) => "1",
        (Need::Studio(Role::Editor), Member(Role::Viewer)) => "3",
        (Need::Studio(Role::Admin), Member(Role::Viewer | Role::Editor)) => "3",
        (Need::Studio(Role::Owner), Member(Role::Viewer | Role::Editor | Role::Admin)) => "3",
        (Need::Studio(_), _) => "+",
        (Need::Gallery(_) | Need::GalleryOrTrash(_), Nobody | Holder | Client) => "11111",
        (Need::Gallery(_) | Need::GalleryOrTrash(_), Stranger | Operator) => "44444",
        (Need::Gallery(Role::Editor), Member(Role::Viewer)) => "33334",
        (Need::Gallery(_), Member(_)) => "++++4",
        (Need::GalleryOrTrash(_), Member(Role::Viewer)) => "33333",
        (Need::GalleryOrTrash(_), Member(_)) => "+++++",
        (Need::Link, _) => "++++4",
        (Need::Open, Nobody | Holder | Stranger | Operator) => "41004",
        (Need::Open, Client) => "4+004",
        (Need::Open, Member(_)) => "++++4",
    }
}

/// The oracle, at an address: to some of them scripts may come, and then as those whose token they have.
pub fn oracle_at(route: &Declared, actor: Actor) -> &'static str {
    const SENDING: [&str; 3] = [
        "/api/dashboard/galleries/{gallery}/photos",
        "/api/dashboard/galleries/{gallery}/uploads",
        "/api/dashboard/galleries/{gallery}/uploads/{upload}",
    ];
    match actor {
        // Nobody of these is this machine, or has the token of the settings.
        _ if route.path == "/metrics" => "4",
        // Probes ask nobody who they are.
        Actor::Script(_) | Actor::StrangersScript | Actor::VoidScript if route.path.starts_with("/health") => "+",
        Actor::Script(role) if SENDING.contains(&route.path) => oracle(route.need, Actor::Member(role)),
        Actor::StrangersScript if SENDING.contains(&route.path) => oracle(route.need, Actor::Stranger),
        _ => oracle(route.need, actor),
    }
}

/// Where what one needs is not all that is asked: codes, hearts and invitations are for galleries that clients can open.
pub fn exception(path: &str, actor: Actor, state: &str) -> Option<char> {
    let closed = match state {
        "draft" => '4',
        "expired" | "archived" => '0',
        // The code comes first, for whoever it is.
        "published" if matches!(path, "/api/gallery/give_password" | "/api/gallery/arrive") => match actor {
            Actor::Client | Actor::Script(_) | Actor::StrangersScript | Actor::VoidScript => return None,
            _ => '1',
        },
        _ => return None,
    };
    match (path, actor) {
        (_, Actor::Script(_) | Actor::StrangersScript | Actor::VoidScript) => None,
        ("/api/gallery/unlock" | "/api/gallery/give_password" | "/api/gallery/arrive", _) => Some(closed),
        ("/api/dashboard/invite", Actor::Member(Role::Editor | Role::Admin | Role::Owner)) => Some(closed),
        (
            "/api/gallery/set_heart"
            | "/api/gallery/add_to_list"
            | "/api/gallery/make_list"
            | "/api/gallery/discard_list"
            | "/api/gallery/send_list"
            | "/api/gallery/introduce"
            | "/api/gallery/join_device"
            | "/api/gallery/write_comment"
            | "/api/gallery/change_comment",
            Actor::Member(_),
        ) => Some(closed),
        _ => None,
    }
}

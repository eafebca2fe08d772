//! One file a scene; each paints on an empty sheet with the chances of one seed.

mod dunes;
mod field;
mod flowers;
mod forest;
mod lights;
mod mountains;
mod rain;
mod sea;
mod snow;
mod stars;

use super::Scene;
use super::canvas::Canvas;
use super::random::Rng;

/// Paints `scene` over the whole sheet.
pub fn paint(scene: Scene, canvas: &mut Canvas, rng: &mut Rng) {
    match scene {
        Scene::Mountains => mountains::paint(canvas, rng),
        Scene::Sea => sea::paint(canvas, rng),
        Scene::Dunes => dunes::paint(canvas, rng),
        Scene::Forest => forest::paint(canvas, rng),
        Scene::Stars => stars::paint(canvas, rng),
        Scene::Field => field::paint(canvas, rng),
        Scene::Lights => lights::paint(canvas, rng),
        Scene::Flowers => flowers::paint(canvas, rng),
        Scene::Snow => snow::paint(canvas, rng),
        Scene::Rain => rain::paint(canvas, rng),
    }
}

// One gallery, 60 photographs, read anew for each request by the visitor's cookie and the link's token.
import { createHash } from 'node:crypto';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import pg from 'pg';
import Heart from './heart';

export const dynamic = 'force-dynamic';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8, options: '-c role=lumora_system' });

const SIZES = { thumb: 400, medium: 800, preview: 1600, full: 4000 };

async function read(token, visitor) {
  const hash = createHash('sha256').update(visitor).digest();
  const galleries = await pool.query(
    `SELECT g.id, g.title, g.description, g.access_epoch, s.name AS studio
     FROM galleries g JOIN studios s USING (studio_id)
     JOIN gallery_unlocks u ON u.gallery_id = g.id AND u.access_epoch = g.access_epoch AND u.visitor_hash = $2
     WHERE g.link_token = $1 AND g.status = 'published' AND g.trashed_at IS NULL`,
    [token, hash],
  );
  const gallery = galleries.rows[0];
  if (!gallery) return null;
  const photos = await pool.query(
    `SELECT id, file_name, width, height, placeholder, dominant_color FROM photos
     WHERE gallery_id = $1 AND state = 'ready' AND trashed_at IS NULL
     ORDER BY sort_at, file_name, id LIMIT 60`,
    [gallery.id],
  );
  return { ...gallery, photos: photos.rows };
}

export default async function Page({ params }) {
  const { token } = await params;
  const visitor = (await cookies()).get('visitor')?.value ?? '';
  const gallery = await read(token, visitor);
  if (!gallery) notFound();
  const source = (photo, size) => `/files/${gallery.id}/${gallery.access_epoch}/${photo.id}/${size}.jpg`;
  const sources = (photo) =>
    Object.entries(SIZES)
      .map(([size, edge]) => `${source(photo, size)} ${Math.min(edge, photo.width)}w`)
      .join(', ');
  return (
    <>
      <header className="cover">
        <h1>{gallery.title}</h1>
        <p>{gallery.studio}</p>
        <p>{gallery.description}</p>
      </header>
      <main>
        <ul className="grid">
          {gallery.photos.map((photo, index) => {
            const ratio = photo.width / photo.height;
            return (
              <li
                key={photo.id}
                id={`photo-${photo.id}`}
                className="tile"
                style={{
                  '--ratio': ratio,
                  backgroundColor: photo.dominant_color,
                  backgroundImage: `url(${photo.placeholder})`,
                }}
              >
                <a href={`/g/${token}/p/${photo.id}`}>
                  <img
                    srcSet={sources(photo)}
                    sizes={`min(100vw, calc(clamp(150px, 12vw + 100px, 380px) * ${(ratio * 1.3).toFixed(2)}))`}
                    src={source(photo, 'medium')}
                    width={photo.width}
                    height={photo.height}
                    alt={`Photograph ${index + 1}, ${photo.file_name}`}
                    loading={index < 4 ? 'eager' : 'lazy'}
                    decoding="async"
                  />
                </a>
                <Heart photo={photo.id} label={`Favourite photograph ${index + 1}`} />
              </li>
            );
          })}
        </ul>
      </main>
    </>
  );
}

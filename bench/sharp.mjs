// The peer of crates/backend/benches/pipeline.rs: the same sizes, qualities and watermark, two pictures at a time.
// Usage: node sharp.mjs PHOTO COUNT [FOLDER]; prints the seconds that COUNT pictures took, and writes one set to FOLDER.
import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';

const [photo, count, folder] = process.argv.slice(2);
// A picture is read once, so a cache would only cost memory. Two threads and all sizes at once are sharp's fastest here:
// one thread, or one size after the other, take about a twentieth longer.
sharp.cache(false);
sharp.concurrency(2);

const input = await readFile(photo);
const mark = Buffer.from(
  `<svg width="700" height="90"><text x="0" y="70" font-size="76" font-family="sans-serif" font-weight="600"
    fill="#fff" fill-opacity="0.6">Atelier Mirna</text></svg>`,
);

const sizes = [
  { name: 'full', edge: 4000, quality: 95, progressive: true },
  { name: 'watermarked', edge: 2400, quality: 90, progressive: true },
  { name: 'preview', edge: 1600, quality: 85, progressive: true },
  { name: 'thumb', edge: 400, quality: 80, progressive: false },
];

const develop = () =>
  Promise.all(
    sizes.map(({ name, edge, quality, progressive }) => {
      const picture = sharp(input).autoOrient().resize(edge, edge, { fit: 'inside', withoutEnlargement: true });
      if (name === 'watermarked') picture.composite([{ input: mark, gravity: 'southeast' }]);
      return picture.jpeg({ quality, progressive, optimiseCoding: true, chromaSubsampling: '4:2:0' }).toBuffer();
    }),
  );

let left = Number(count);
const began = performance.now();
await Promise.all(
  [0, 1].map(async () => {
    while (left-- > 0) await develop();
  }),
);
console.log((performance.now() - began) / 1000);

if (folder) {
  const pictures = await develop();
  await Promise.all(sizes.map(({ name }, i) => writeFile(`${folder}/${name}.jpg`, pictures[i])));
}

// What WebP and AVIF would save beside our JPEG sizes: their bytes at the JPEG's SSIM, and the processor time they take.
// Usage: node formats.mjs PHOTO…  (docs/decisions/0008-jpeg-alone.md has the figures)
import sharp from 'sharp';

sharp.cache(false);
sharp.concurrency(1);

const sizes = [
  { edge: 800, quality: 80, progressive: false },
  { edge: 1600, quality: 85, progressive: true },
];
const formats = {
  webp: (quality) => ({ format: 'webp', quality, effort: 4 }),
  avif: (quality) => ({ format: 'avif', quality, effort: 4 }),
};

const luma = async (picture) => {
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, step: info.channels };
};

// SSIM over 8 × 8 windows, as in crates/backend/benches/pipeline/similarity.rs.
const similarity = (a, b) => {
  let [total, windows] = [0, 0];
  for (let y = 0; y + 8 <= a.height; y += 4) {
    for (let x = 0; x + 8 <= a.width; x += 4) {
      let [p, q, pp, qq, pq] = [0, 0, 0, 0, 0];
      for (let i = 0; i < 64; i++) {
        const at = (y + (i >> 3)) * a.width + x + (i & 7);
        const [u, v] = [a.data[at * a.step], b.data[at * b.step]];
        (p += u), (q += v), (pp += u * u), (qq += v * v), (pq += u * v);
      }
      (p /= 64), (q /= 64);
      const [vp, vq, cov] = [pp / 64 - p * p, qq / 64 - q * q, pq / 64 - p * q];
      total += ((2 * p * q + 6.5025) * (2 * cov + 58.5225)) / ((p * p + q * q + 6.5025) * (vp + vq + 58.5225));
      windows++;
    }
  }
  return total / windows;
};

const timed = async (work) => {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1000];
};

for (const photo of process.argv.slice(2)) {
  for (const { edge, quality, progressive } of sizes) {
    const reference = await sharp(photo).autoOrient().resize(edge, edge, { fit: 'inside' }).png().toBuffer();
    const grey = await luma(reference);
    const jpeg = { format: 'jpeg', quality, progressive, optimiseCoding: true };
    const encode = (options) => timed(() => sharp(reference).toFormat(options.format, options).toBuffer());
    const [, decoding] = await timed(() => sharp(reference).raw().toBuffer());
    const [bytes, time] = await encode(jpeg);
    const goal = similarity(grey, await luma(bytes));
    let line = `${photo.split('/').pop()} ${edge}: jpeg ${bytes.length} B ${(time - decoding).toFixed(0)} ms, SSIM ${goal.toFixed(4)}`;
    for (const [name, options] of Object.entries(formats)) {
      let [low, high] = [20, 100];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        const [tried] = await encode(options(middle));
        if (similarity(grey, await luma(tried)) < goal) low = middle;
        else high = middle;
      }
      const [tried, took] = await encode(options(high));
      const share = ((100 * tried.length) / bytes.length).toFixed(0);
      line += `; ${name} q${high} ${share} % ${(took - decoding).toFixed(0)} ms`;
    }
    console.log(line);
  }
}

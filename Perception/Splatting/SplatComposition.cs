using static TorchSharp.torch;

namespace VoxPilot.Perception;

// V Gaussians seen by a camera, near ones first, T tiles, G tiles of one step, L longest list among them, P pixels of a tile, F channels

/// <summary>
/// The rasteriser as a composition of tensor operators, for CUDA and for double precision (spec/sqs.md §8.2): image by image, tiles with lists
/// of like length together. Its gradients are autograd's own.
/// </summary>
internal static class SplatComposition
{
    private const int Tile = SplatShape.Tile;
    private const int Area = Tile * Tile;
    private const int Fields = 6;                 // u, v, B/A, A, 1/S₂yy, o
    private const long Budget = 1 << 24;          // pairs of a pixel and a Gaussian in one step

    /// <summary>Colours (B, N, C, H, W), depth and alpha (B, N, H, W), of tensors laid out as in <see cref="SplatArrays"/>.</summary>
    public static List<Tensor> Render(
        SplatShape shape, SplatConfig config, Tensor means, Tensor scales, Tensor rotations, Tensor opacities, Tensor colors, Tensor worldToCamera, Tensor intrinsics)
    {
        List<Tensor> images = [];
        for (int image = 0; image < shape.Images; image++)
        {
            (long b, long n) = Math.DivRem(image, shape.N);
            Tensor pose = worldToCamera[b, n], w = pose[..3, ..3], t = pose[..3, 3];
            Tensor depth = (means[b].matmul(w.t()) + t).select(1, 2).detach();                          // (K)
            Tensor ahead = depth.gt(config.Near) & depth.lt(config.Far) & opacities[b].detach().ge(config.AlphaFloor);
            Tensor sound = cat([scales[b], rotations[b]], 1).detach().isfinite().all(1);               // what is not a number is not seen
            Tensor candidates = (ahead & sound).nonzero().squeeze(1);
            Tensor order = depth.index_select(0, candidates).sort(stable: true).Indices;
            Tensor seen = candidates.index_select(0, order);                                            // (V)
            Tensor mean = means[b].index_select(0, seen), color = colors[b].index_select(0, seen);
            (Tensor fields, Tensor reach, Tensor z) = Project(
                config, shape, mean, scales[b].index_select(0, seen), rotations[b].index_select(0, seen), opacities[b].index_select(0, seen), w, t, intrinsics[b, n]);
            Tensor shown = shape.Bases > 0 ? Shade(mean, color, w, t) : color;
            images.Add(Blend(shape, config, fields, reach, cat([shown, z.unsqueeze(1), ones_like(z).unsqueeze(1)], 1)));
        }
        Tensor all = stack(images).view(shape.B, shape.N, shape.C + 2, shape.Height, shape.Width);
        return [all.narrow(2, 0, shape.C), all.select(2, shape.C), all.select(2, shape.C + 1)];
    }

    /// <summary>Fields (V, 6) of each Gaussian, how far it reaches in columns and rows (V, 2), and its depth (V).</summary>
    private static (Tensor Fields, Tensor Reach, Tensor Z) Project(
        SplatConfig config, SplatShape shape, Tensor mean, Tensor scale, Tensor rotation, Tensor opacity, Tensor w, Tensor t, Tensor k)
    {
        Tensor m = Rotation(rotation) * scale.unsqueeze(1);                                             // (V, 3, 3) M = R diag(s)
        Tensor wm = w.matmul(m), seen = wm.matmul(wm.transpose(1, 2));                                  // S_c
        Tensor[] place = (mean.matmul(w.t()) + t).unbind(1);
        (Tensor x, Tensor y, Tensor z) = (place[0], place[1], place[2]);
        (Tensor fx, Tensor fy, Tensor cx, Tensor cy) = (k[0, 0], k[1, 1], k[0, 2], k[1, 2]);
        Tensor tx = Limited(x / z, fx, cx, shape.Width, config.ClampMargin), ty = Limited(y / z, fy, cy, shape.Height, config.ClampMargin);
        Tensor none = zeros_like(z);
        Tensor j = stack([fx / z, none, -fx * tx / z, none, fy / z, -fy * ty / z], 1).view(-1, 2, 3);   // J
        Tensor s = j.matmul(seen).matmul(j.transpose(1, 2));                                            // (V, 2, 2)
        (Tensor a, Tensor xy, Tensor c) = (s.select(1, 0).select(1, 0), s.select(1, 0).select(1, 1), s.select(1, 1).select(1, 1));
        Tensor xx = a + config.LowPass, yy = c + config.LowPass, determinant = xx * yy - xy * xy;
        Tensor o = config.Antialiased ? opacity * Compensation((a * c - xy * xy) / determinant) : opacity;
        Tensor fields = stack([fx * x / z + cx, fy * y / z + cy, -xy / yy, yy / determinant, 1 / yy, o], 1);
        Tensor bound = ((o.detach() / config.AlphaFloor).log() * 2).clamp_min(-1);                      // t, negative where nothing is covered
        bound = bound.where(determinant.detach().gt(0), full_like(bound, -1));
        Tensor reach = (bound.unsqueeze(1) * stack([xx, yy], 1).detach()).sqrt();                       // NaN where nothing is covered
        return (fields, reach.nan_to_num(-1e9), z);
    }

    private static Tensor Blend(SplatShape shape, SplatConfig config, Tensor fields, Tensor reach, Tensor channels)
    {
        Tensor tiles = fields.new_zeros([shape.Tiles, Area, channels.shape[1]]);
        Tensor hits = Hits(shape, fields.detach(), reach);                                              // (T, V)
        long[] counts = [.. hits.sum(1).to(ScalarType.Int64).cpu().data<long>()];
        int[] order = [.. Enumerable.Range(0, shape.Tiles).Where(tile => counts[tile] > 0).OrderByDescending(tile => counts[tile])];
        List<Tensor> blended = [];
        for (int from = 0, count; from < order.Length; from += count)
        {
            long longest = counts[order[from]];
            count = (int)Math.Clamp(Budget / (longest * Area), 1, order.Length - from);
            Tensor ids = tensor(order[from..(from + count)].Select(tile => (long)tile).ToArray(), device: fields.device);
            (Tensor found, Tensor place) = hits.index_select(0, ids).to(ScalarType.Int32).sort(1, descending: true, stable: true);
            (found, place) = (found.narrow(1, 0, longest).to(ScalarType.Bool), place.narrow(1, 0, longest));      // (G, L)
            Tensor f = fields.index_select(0, place.reshape(-1)).view(count, 1, longest, Fields);
            Tensor c = channels.index_select(0, place.reshape(-1)).view(count, longest, -1);
            blended.Add(BlendTiles(config, f, c, found.unsqueeze(1), Centres(shape, ids, fields)));     // (G, P, F)
        }
        if (blended.Count > 0)
        {
            Tensor ids = tensor(order.Select(tile => (long)tile).ToArray(), device: fields.device);
            tiles = tiles.index_copy(0, ids, cat(blended));
        }
        else
        {
            tiles = tiles + channels.narrow(0, 0, 0).sum() + fields.narrow(0, 0, 0).sum();              // nothing is seen: zeros, and zeros flow back
        }
        return tiles.view(shape.TileRows, shape.TileColumns, Tile, Tile, -1)
            .permute(4, 0, 2, 1, 3).reshape(-1, shape.TileRows * Tile, shape.TileColumns * Tile)        // (F, rows, columns)
            .narrow(1, 0, shape.Height).narrow(2, 0, shape.Width);
    }

    /// <summary>Front to back over the L Gaussians of each tile.</summary>
    private static Tensor BlendTiles(SplatConfig config, Tensor fields, Tensor channels, Tensor found, (Tensor X, Tensor Y) pixel)
    {
        Tensor[] f = fields.unbind(3);                                                                  // 6 × (G, 1, L)
        Tensor dy = f[1] - pixel.Y, x = f[0] - pixel.X + f[2] * dy;                                     // (G, P, L)
        Tensor raw = f[5] * ((x.square() * f[3] + dy.square() * f[4]) * -0.5).exp();
        Tensor hit = raw.detach().ge(config.AlphaFloor) & found;
        Tensor alpha = raw.clamp_max(config.AlphaCap);
        alpha = alpha.where(hit, zeros_like(alpha));
        Tensor after = (1 - alpha).cumprod(2), before = cat([ones_like(after.narrow(2, 0, 1)), after.narrow(2, 0, after.shape[2] - 1)], 2);
        Tensor w = alpha * before;
        w = w.where(after.detach().ge(config.TransmittanceStop), zeros_like(w));
        return w.matmul(channels);
    }

    /// <summary>Which boxes around Gaussians reach which tiles.</summary>
    private static Tensor Hits(SplatShape shape, Tensor fields, Tensor reach)
    {
        Tensor columns = arange(shape.TileColumns, dtype: fields.dtype, device: fields.device).unsqueeze(1) * Tile;
        Tensor rows = arange(shape.TileRows, dtype: fields.dtype, device: fields.device).unsqueeze(1) * Tile;
        Tensor u = fields.select(1, 0), v = fields.select(1, 1), ru = reach.select(1, 0), rv = reach.select(1, 1);
        Tensor across = (u + ru).ge(columns) & (u - ru).le(columns + Tile), down = (v + rv).ge(rows) & (v - rv).le(rows + Tile);
        return (down.unsqueeze(1) & across.unsqueeze(0)).view(shape.Tiles, -1);
    }

    private static (Tensor X, Tensor Y) Centres(SplatShape shape, Tensor tiles, Tensor like)
    {
        Tensor inside = arange(Area, dtype: like.dtype, device: like.device);
        Tensor row = (inside / Tile).floor(), column = inside - row * Tile, place = tiles.to(like.dtype).unsqueeze(1);
        Tensor tileRow = ((place + 0.5) / shape.TileColumns).floor(), tileColumn = place - tileRow * shape.TileColumns;
        return ((tileColumn * Tile + column + 0.5).unsqueeze(2), (tileRow * Tile + row + 0.5).unsqueeze(2)); // (G, P, 1)
    }

    /// <summary>x/z within the image and a margin: tx / z.</summary>
    private static Tensor Limited(Tensor ratio, Tensor focal, Tensor centre, int size, double margin)
    {
        Tensor a = (-centre - margin * size) / focal, b = (size - centre + margin * size) / focal;
        return ratio.clamp(a.minimum(b), a.maximum(b));
    }

    /// <summary>√ρ, and 0 without a gradient where ρ is not positive.</summary>
    private static Tensor Compensation(Tensor ratio)
    {
        Tensor positive = ratio.detach().gt(0);
        return ratio.where(positive, ones_like(ratio)).sqrt() * positive.to(ratio.dtype);
    }

    private static Tensor Rotation(Tensor q)
    {
        Tensor[] unit = (q / q.norm(1, keepdim: true).clamp_min(1e-12)).unbind(1);
        (Tensor w, Tensor x, Tensor y, Tensor z) = (unit[0], unit[1], unit[2], unit[3]);
        return stack([
            1 - (y * y + z * z) * 2, (x * y - w * z) * 2, (x * z + w * y) * 2,
            (x * y + w * z) * 2, 1 - (x * x + z * z) * 2, (y * z - w * x) * 2,
            (x * z - w * y) * 2, (y * z + w * x) * 2, 1 - (x * x + y * y) * 2], 1).view(-1, 3, 3);
    }

    private static Tensor Shade(Tensor mean, Tensor harmonics, Tensor w, Tensor t)
    {
        Tensor position = -w.inverse().matmul(t), offset = mean - position;
        Tensor direction = offset / offset.norm(1, keepdim: true).clamp_min(1e-12);
        Tensor basis = SphericalHarmonics.Basis(direction, (int)harmonics.shape[1]).unsqueeze(1);       // (V, 1, bases)
        return (basis.matmul(harmonics).squeeze(1) + SphericalHarmonics.Offset).clamp_min(0);
    }
}

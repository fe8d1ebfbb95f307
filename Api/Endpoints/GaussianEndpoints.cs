using Microsoft.AspNetCore.Http.HttpResults;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Gaussians;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Scenes;
using VoxPilot.Driving;

namespace VoxPilot.Api.Endpoints;

/// <summary>The 3D Gaussians of a scene, and what cameras see of them.</summary>
internal static class GaussianEndpoints
{
    /// <summary>Maps /v1/scenes/{id}/gaussians and /v1/scenes/{id}/render/{camera}.</summary>
    public static void MapGaussians(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/scenes/{id}/gaussians", GetGaussians).WithName("get_gaussians").WithTags("Gaussians")
            .Produces<GaussiansBody>()
            .NeedsModel().ProducesProblems(404, 409, 410, 422, 503);
        app.MapGet("/v1/scenes/{id}/render/{camera}", Render).WithName("render_camera").WithTags("Gaussians")
            .Produces(StatusCodes.Status200OK, contentType: RenderedPng.ContentType)
            .NeedsModel().ProducesProblems(404, 409, 410, 422, 503);
    }

    /// <summary>3D Gaussians of the scene.</summary>
    /// <remarks>
    /// In the ego frame: x ahead, y left, z up, metres. A pack that sees none answers 409; `train sqs` teaches it. They are made when they are first asked for. `binary` is a .splat file,
    /// 32 bytes for each (docs/formats.md), which viewers of Gaussian splats open; it carries pack, trained, seed and timings in headers (X-VoxPilot-…).
    /// </remarks>
    /// <param name="id">The scene's id, or `latest` for the one made last.</param>
    /// <param name="format">`json` or `binary`.</param>
    /// <param name="min_opacity">Those of less opacity are left out, 0 to 1.</param>
    /// <param name="context">The request.</param>
    /// <param name="scenes">Finds the scene.</param>
    /// <param name="driving">Gives the Gaussians.</param>
    /// <param name="cancellation">The client went away.</param>
    internal static async Task<Results<Ok<GaussiansBody>, FileContentHttpResult>> GetGaussians(
        string id, HttpContext context, SceneDirectory scenes, IDrivingService driving, CancellationToken cancellation,
        string? format = "json", float min_opacity = 0)
    {
        if (format is not (null or "" or "json" or "binary"))
        {
            throw new ProblemException(ProblemTypes.InvalidInput, "format", "format takes json or binary.");
        }
        if (min_opacity is not (>= 0 and <= 1))
        {
            throw new ProblemException(ProblemTypes.InvalidInput, "min_opacity", "min_opacity takes a number from 0 to 1.");
        }
        SceneGaussians gaussians = await driving.GaussiansAsync(scenes.Find(id), cancellation);
        if (format != "binary")
        {
            return TypedResults.Ok(GaussiansMapping.ToBody(gaussians, min_opacity));
        }
        ModelHeaders.Write(context.Response.Headers, gaussians.Pack, gaussians.Seed, gaussians.Timings);
        return TypedResults.File(SplatFile.Write(gaussians, min_opacity), SplatFile.ContentType, "scene.splat");
    }

    /// <summary>What a camera sees of the scene's Gaussians, as PNG.</summary>
    /// <remarks>What the camera's image shows, at most 640 columns of it unless a width is given. Depth, along the optical axis, is drawn in colours from near (warm) to far (cold), black where hardly anything stops the ray. Pack, trained, seed and timings are in headers (X-VoxPilot-…).</remarks>
    /// <param name="id">The scene's id, or `latest` for the one made last.</param>
    /// <param name="camera">Name of one of the scene's cameras.</param>
    /// <param name="what">`color`, `depth` or `alpha`.</param>
    /// <param name="width">Columns of the picture, up to those of the camera's image.</param>
    /// <param name="context">The request.</param>
    /// <param name="scenes">Finds the scene.</param>
    /// <param name="driving">Renders.</param>
    /// <param name="cancellation">The client went away.</param>
    internal static async Task<FileContentHttpResult> Render(
        string id, string camera, HttpContext context, SceneDirectory scenes, IDrivingService driving, CancellationToken cancellation,
        string? what = "color", int? width = null)
    {
        RenderedQuantity quantity = what switch
        {
            null or "" or "color" => RenderedQuantity.Color,
            "depth" => RenderedQuantity.Depth,
            "alpha" => RenderedQuantity.Alpha,
            _ => throw new ProblemException(ProblemTypes.InvalidInput, "what", "what takes color, depth or alpha."),
        };
        RenderedCamera rendered = await driving.RenderAsync(scenes.Find(id), new() { Camera = camera, What = quantity, Width = width }, cancellation);
        ModelHeaders.Write(context.Response.Headers, rendered.Pack, rendered.Seed, rendered.Timings);
        return TypedResults.File(RenderedPng.Write(rendered), RenderedPng.ContentType);
    }
}

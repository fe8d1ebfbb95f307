using VoxPilot.Api.Contracts;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Requests;
using VoxPilot.Core;
using VoxPilot.Driving;

namespace VoxPilot.Api.Scenes;

/// <summary>From a request that brings frames to a scene.</summary>
internal sealed class SceneCreation(IDrivingService driving, FrameBuilder frames, SceneDirectory directory)
{
    /// <summary>Encodes the frame of a request.</summary>
    /// <exception cref="ProblemException">The request cannot be used.</exception>
    public async Task<Scene> CreateAsync(CreateSceneRequest request, OrderedDictionary<string, ReadOnlyMemory<byte>> images, CancellationToken cancellation)
    {
        Frame frame = frames.Build(request, images);
        try
        {
            Scene scene = await driving.CreateSceneAsync(frame, new() { Seed = request.Seed }, cancellation);
            directory.Add(scene);
            return scene;
        }
        catch (InvalidInputException fault) when (images.ContainsKey(fault.Part))
        {
            throw new ProblemException(ProblemTypes.InvalidImage, fault.Part, fault.Message);
        }
    }
}

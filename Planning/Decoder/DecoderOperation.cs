namespace VoxPilot.Planning;

/// <summary>What a diffusion decoder is built of. A configuration is a list of these.</summary>
public enum DecoderOperation
{
    /// <summary>Attention to the scene's occupancy queries.</summary>
    SceneAttention,

    /// <summary>Attention to the car's own state.</summary>
    EgoAttention,

    /// <summary>Attention to what the language model thinks (its hidden state at &lt;plan&gt;).</summary>
    InstructionAttention,

    /// <summary>Attention of the modes to each other.</summary>
    ModeAttention,

    /// <summary>Attention to the queries of the commanded anchors (DiffusionDrive's anchor_cross_gnn).</summary>
    AnchorAttention,

    /// <summary>Attention to detected agents, positions beside features (DiffusionDrive's agent_cross_gnn).</summary>
    AgentAttention,

    /// <summary>Image features along the trajectory (DiffusionDrive's traj_pooler).</summary>
    ImagePooling,

    /// <summary>Layer normalisation.</summary>
    Norm,

    /// <summary>Two linear layers with a ReLU between.</summary>
    FeedForward,

    /// <summary>Scale and shift by the diffusion's time.</summary>
    Modulation,

    /// <summary>New displacements from the features.</summary>
    Refine,
}

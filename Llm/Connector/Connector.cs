using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using VoxPilot.Llm.Sampling;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Llm;

/// <summary>
/// What joins perception to the language model: occupancy tokens, global tokens and the learned <c>&lt;plan&gt;</c> embedding.
/// Its tensors go by the names that <c>connector.safetensors</c> has: <c>scene.*</c>, <c>global.*</c>, <c>plan_token</c>.
/// </summary>
[SuppressMessage("Naming", "CA1724", Justification = "The field's own word; no namespace of this name is used from outside.")]
public sealed class Connector : Module
{
    private const float Deviation = 0.02f;

    private readonly SceneConnector scene;
    private readonly GlobalTokens global;
    private readonly Parameter plan_token;

    /// <summary>A connector of the given architecture with the library's own, unseeded initial values.</summary>
    public Connector(ConnectorConfig config) : base(nameof(Connector))
    {
        Config = config;
        scene = new SceneConnector(config);
        global = new GlobalTokens(config);
        plan_token = Parameter(zeros(1, config.LanguageWidth));
        RegisterComponents();
    }

    /// <summary>The architecture.</summary>
    public ConnectorConfig Config { get; }

    /// <summary>Queries to occupancy tokens T_o.</summary>
    public SceneConnector Scene => scene;

    /// <summary>Queries and motion to global tokens T_g.</summary>
    public GlobalTokens Global => global;

    /// <summary>The embedding whose hidden state guides the planner, (1, D).</summary>
    public Parameter PlanToken => plan_token;

    /// <summary>A connector whose values follow from the seed alone, in evaluation mode: gains 1, offsets 0, everything else normal with deviation 0.02, as token embeddings have it.</summary>
    /// <param name="config">The architecture.</param>
    /// <param name="seed">From which its values follow.</param>
    /// <param name="scaled">True: a matrix has the deviation 1/√inputs instead, for a connector that is to learn: what goes in then comes out as large.</param>
    public static Connector Create(ConnectorConfig config, ulong seed, bool scaled = false)
    {
        var connector = new Connector(config);
        using var noGradients = no_grad();
        var random = new SplitMix64(seed);
        foreach (var (name, parameter) in connector.named_parameters())
        {
            using var scope = NewDisposeScope();
            var values = new float[parameter.numel()];
            var isOffset = name.EndsWith("bias", StringComparison.Ordinal);
            if (parameter.dim() == 1 && name.EndsWith("weight", StringComparison.Ordinal))
            {
                Array.Fill(values, 1f);
            }
            else if (!isOffset)
            {
                var deviation = scaled && parameter.dim() == 2 ? 1 / MathF.Sqrt(parameter.shape[1]) : Deviation;
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = random.Normal() * deviation;
                }
            }

            parameter.copy_(tensor(values).view(parameter.shape));
        }

        connector.eval();
        return connector;
    }
}

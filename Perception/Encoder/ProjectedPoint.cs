namespace VoxPilot.Perception;

/// <summary>Where a point lies in one view: u, v in image widths and heights (equation (4) of spec/sparseoccvla.md §3.2).</summary>
internal readonly unsafe struct ProjectedPoint
{
    private const float MinimumDepth = 1e-5f;

    private readonly float* matrix;
    private readonly float scaleU;
    private readonly float scaleV;
    private readonly float ratioU;
    private readonly float ratioV;

    /// <param name="m">The view's matrix (4, 4) to pixels of the network's input.</param>
    /// <param name="x">The point (3), metres.</param>
    /// <param name="imageWidth">Columns of the network's input.</param>
    /// <param name="imageHeight">Rows of the network's input.</param>
    /// <param name="view">The view's number.</param>
    public ProjectedPoint(float* m, float* x, float imageWidth, float imageHeight, int view)
    {
        float depth = m[8] * x[0] + m[9] * x[1] + m[10] * x[2] + m[11];
        float safe = MathF.Max(depth, MinimumDepth);
        bool inFront = depth > MinimumDepth;
        float i = (m[0] * x[0] + m[1] * x[1] + m[2] * x[2] + m[3]) / safe;
        float j = (m[4] * x[0] + m[5] * x[1] + m[6] * x[2] + m[7]) / safe;
        matrix = m;
        View = view;
        U = i / imageWidth;
        V = j / imageHeight;
        scaleU = 1 / (safe * imageWidth);
        scaleV = 1 / (safe * imageHeight);
        // Behind the camera the depth is clamped and carries no gradient.
        ratioU = inFront ? i : 0;
        ratioV = inFront ? j : 0;
        Seen = inFront && U > 0 && U < 1 && V > 0 && V < 1;
    }

    public int View { get; }

    public float U { get; }

    public float V { get; }

    public bool Seen { get; }

    /// <summary>∂u/∂x_k = (m_0k − (m_0·x / z) m_2k) / (z W), and so for v.</summary>
    public void AddGradient(float gradU, float gradV, float* target)
    {
        for (int k = 0; k < 3; k++)
        {
            target[k] += gradU * scaleU * (matrix[k] - ratioU * matrix[8 + k]) + gradV * scaleV * (matrix[4 + k] - ratioV * matrix[8 + k]);
        }
    }
}

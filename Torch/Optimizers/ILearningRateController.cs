namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Something that has a learning rate: a parameter group.</summary>
        public interface ILearningRateController
        {
            /// <summary>The learning rate of the next step.</summary>
            double LearningRate { get; set; }

            /// <summary>The learning rate that a schedule starts from.</summary>
            double InitialLearningRate { get; set; }
        }
    }
}

namespace VoxPilot.Api.Jobs.Kinds;

/// <summary>What a parameter of a job holds.</summary>
internal enum JobParameterType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false; on the command line the option itself.</summary>
    Switch,

    /// <summary>True or false; on the command line the words on and off.</summary>
    OnOff,

    /// <summary>One of some words.</summary>
    Choice,

    /// <summary>Name of a data set.</summary>
    Dataset,

    /// <summary>Name of a data set that the job makes.</summary>
    NewDataset,

    /// <summary>Name of a pack, or id of a job that leaves one.</summary>
    Pack,

    /// <summary>Id of a job that leaves a teacher.</summary>
    Teacher,

    /// <summary>Id of a job that leaves an adapter.</summary>
    Adapter,

    /// <summary>Paths of a stage's config to values.</summary>
    Settings,

    /// <summary>Questions and answers about key frames.</summary>
    Questions,
}

namespace Reliability.Incidents;

/// <summary>Specifies what a blameless check found.</summary>
public enum BlameFindingKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>A word that blames.</summary>
    Word,

    /// <summary>The name of a person.</summary>
    Name,
}

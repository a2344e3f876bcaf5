namespace Reliability.Incidents;

/// <summary>Specifies how far a postmortem has come.</summary>
public enum PostmortemStatus
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>It is being written.</summary>
    Draft,

    /// <summary>Others read it.</summary>
    Review,

    /// <summary>It is complete, and only its actions change.</summary>
    Final,
}

namespace Reliability.Incidents;

/// <summary>Specifies how a metric of a period compares with an earlier one.</summary>
public enum ImprovementVerdict
{
    /// <summary>Not compared.</summary>
    Unknown = 0,

    /// <summary>It is better: the intervals have no value in common.</summary>
    Better,

    /// <summary>It is worse: the intervals have no value in common.</summary>
    Worse,

    /// <summary>The figures do not decide it.</summary>
    NoVerdict,
}

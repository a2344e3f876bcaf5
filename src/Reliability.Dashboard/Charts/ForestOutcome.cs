namespace Reliability.Dashboard.Internal;

/// <summary>What a row of a <see cref="ForestChart"/> says.</summary>
internal enum ForestOutcome
{
    /// <summary>Nothing: it was not measured.</summary>
    None,

    /// <summary>It is better.</summary>
    Better,

    /// <summary>It is worse.</summary>
    Worse,

    /// <summary>It cannot be told.</summary>
    Unclear,
}

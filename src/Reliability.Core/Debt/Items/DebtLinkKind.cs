namespace Reliability.Debt;

/// <summary>Specifies to what an item of technical debt is linked.</summary>
public enum DebtLinkKind
{
    /// <summary>Not stated. It is rejected.</summary>
    Unknown = 0,

    /// <summary>An incident that the debt caused, or that its removal would have prevented.</summary>
    Incident,

    /// <summary>An objective that the debt affects.</summary>
    Objective,
}

namespace Reliability.Debt;

/// <summary>
/// Scores items of technical debt. An implementation is pure: the same item and context give the same score. Lists, recommendations,
/// reports and the dashboard order items by its scores, and reports state its name and version.
/// </summary>
public interface IDebtScorer
{
    /// <summary>Gets the name, such as <c>rank-table</c>.</summary>
    string Name { get; }

    /// <summary>Gets the version, which changes whenever the same item can get another score.</summary>
    string Version { get; }

    /// <summary>Gets which values come first.</summary>
    DebtScoreDirection Direction { get; }

    /// <summary>
    /// Gets a value indicating whether the scorer reads <see cref="DebtScoringContext.IncidentCosts"/>, so that they are read for it.
    /// </summary>
    bool UsesIncidentCosts => false;

    /// <summary>Scores an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="context">The present, and the costs of linked incidents.</param>
    DebtScore Score(DebtItem item, DebtScoringContext context);
}

using System.Collections.Frozen;
using Reliability.Common;

namespace Reliability.Debt;

/// <summary>
/// Specifies what labels of issues mean. Labels are compared without regard to case, and spaces around <c>:</c>, <c>/</c> and <c>-</c> do
/// not count: <c>Impact: High</c> is <c>impact:high</c>.
/// </summary>
public sealed record DebtLabelMapping
{
    private static readonly (string Word, Level Level)[] _levels = [("low", Level.Low), ("medium", Level.Medium), ("high", Level.High)];

    /// <summary>Gets the labels that state the impact. Default: <c>impact:low</c>, <c>impact:medium</c> and <c>impact:high</c>.</summary>
    public IReadOnlyDictionary<string, Level> Impact { get; init; } = LevelsOf("impact");

    /// <summary>Gets the labels that state the effort. Default: <c>effort:low</c>, <c>effort:medium</c> and <c>effort:high</c>.</summary>
    public IReadOnlyDictionary<string, Level> Effort { get; init; } = LevelsOf("effort");

    /// <summary>Gets the labels that state the category. Default: the names of the categories, such as <c>runbook</c>.</summary>
    public IReadOnlyDictionary<string, DebtCategory> Category { get; init; } = Enum.GetValues<DebtCategory>()
        .Where(one => one != DebtCategory.Unknown)
        .ToFrozenDictionary(one => one.ToString(), one => one, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Gets the impact of issues without such a label. Default: <see cref="Level.Unknown"/>, which means that they are rejected.
    /// </summary>
    public Level DefaultImpact { get; init; }

    /// <summary>
    /// Gets the effort of issues without such a label. Default: <see cref="Level.Unknown"/>, which means that they are rejected.
    /// </summary>
    public Level DefaultEffort { get; init; }

    /// <summary>
    /// Gets the label that marks issues about technical debt, or <see langword="null"/> to take all. Issues without it are rejected.
    /// </summary>
    public string? RequiredLabel { get; init; }

    /// <summary>Gets the owner of the items, or <see langword="null"/> for none.</summary>
    public string? Owner { get; init; }

    private static FrozenDictionary<string, Level> LevelsOf(string what) => _levels.ToFrozenDictionary(
        one => $"{what}:{one.Word}", one => one.Level, StringComparer.OrdinalIgnoreCase);
}

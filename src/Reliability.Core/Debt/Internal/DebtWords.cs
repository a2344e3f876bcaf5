using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

/// <summary>The words that are stored. They never change, even if the names of the enum members do.</summary>
internal static class DebtWords
{
    public static WordTable<Level> Level { get; } = new(
        "item of debt",
        "level",
        (Common.Level.Low, "Low"),
        (Common.Level.Medium, "Medium"),
        (Common.Level.High, "High"));

    public static WordTable<DebtCategory> Category { get; } = new(
        "item of debt",
        "category",
        [.. Enum.GetValues<DebtCategory>().Select(one => (one, CategoryWord(one)))]);

    public static WordTable<DebtChangeKind> Change { get; } = new(
        "item of debt",
        "change",
        (DebtChangeKind.Registered, "Registered"),
        (DebtChangeKind.Edited, "Edited"),
        (DebtChangeKind.Resolved, "Resolved"),
        (DebtChangeKind.Reopened, "Reopened"),
        (DebtChangeKind.Accepted, "Accepted"),
        (DebtChangeKind.Linked, "Linked"),
        (DebtChangeKind.Unlinked, "Unlinked"));

    private static string CategoryWord(DebtCategory category) => category switch
    {
        DebtCategory.Unknown => "Unknown",
        DebtCategory.Code => "Code",
        DebtCategory.Architecture => "Architecture",
        DebtCategory.Tests => "Tests",
        DebtCategory.Dependencies => "Dependencies",
        DebtCategory.Documentation => "Documentation",
        DebtCategory.Build => "Build",
        DebtCategory.Data => "Data",
        DebtCategory.Security => "Security",
        DebtCategory.Runbook => "Runbook",
        DebtCategory.Capacity => "Capacity",
        DebtCategory.Alerting => "Alerting",
        DebtCategory.Observability => "Observability",
        DebtCategory.Toil => "Toil",
        DebtCategory.Resilience => "Resilience",
        _ => throw new InvalidOperationException($"The category {category} has no word."),
    };
}

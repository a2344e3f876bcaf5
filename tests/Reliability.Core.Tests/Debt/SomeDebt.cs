using Reliability.Common;
using Reliability.Debt;
using Reliability.Storage;

namespace Reliability.Core.Tests.Debt;

/// <summary>Items for tests.</summary>
internal static class SomeDebt
{
    public static readonly DateTimeOffset Now = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    public static readonly Level[] Levels = [Level.Low, Level.Medium, Level.High];

    /// <summary>The nine pairs of impact and effort by the rank table, the first to address first.</summary>
    public static readonly (Level Impact, Level Effort)[] Ranks =
    [
        (Level.High, Level.Low), (Level.High, Level.Medium), (Level.Medium, Level.Low), (Level.High, Level.High),
        (Level.Medium, Level.Medium), (Level.Medium, Level.High), (Level.Low, Level.Low), (Level.Low, Level.Medium),
        (Level.Low, Level.High),
    ];

    public static DebtScoringContext Context { get; } = new() { Now = Now };

    public static DebtDefinition Index { get; } = new()
    {
        Title = "No index on orders",
        Impact = Level.High,
        Effort = Level.Low,
        Owner = "shop-team",
    };

    public static ChangeRequest Change(string id = "go") => new() { By = "ada", Reason = "seen in the incident", Id = id };

    public static DebtItem Item(Level impact, Level effort, int ageDays = 0, string id = "a") =>
        Item(Index with { Impact = impact, Effort = effort }, Now.AddDays(-ageDays), id);

    public static DebtItem Item(DebtDefinition definition, DateTimeOffset? createdAt = null, string id = "a") => new()
    {
        Id = id,
        Service = "shop",
        Definition = definition,
        CreatedAt = createdAt ?? Now,
        History =
        [
            new DebtChange
            {
                Revision = 1,
                Id = "1",
                Kind = DebtChangeKind.Registered,
                By = "ada",
                Reason = "found",
                At = createdAt ?? Now,
            },
        ],
        ETag = new ETag("1"),
    };

    public static RankedDebt Rank(DebtItem item, IDebtScorer? scorer = null) =>
        RankedDebt.Of(item, scorer ?? DebtScorers.RankTable, Context);
}

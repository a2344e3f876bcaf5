using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Debt.Internal;

/// <summary>Counts items for a report. It keeps as many items as the report lists, whatever their number.</summary>
internal sealed class DebtReportBuilder
{
    private const int RecommendationCount = 10;
    private const int OldestCount = 5;
    private const int MonthCount = 12;
    private static readonly int[] _ageBounds = [0, 30, 90, 180, 365];
    private static readonly Level[] _levels = [Level.High, Level.Medium, Level.Low];
    private static readonly DebtBand[] _bands =
        [DebtBand.Immediately, DebtBand.NextSprint, DebtBand.WhenPossible, DebtBand.Unknown];

    private readonly DateTimeOffset _now;
    private readonly TimeZoneInfo _zone;
    private readonly int _lastMonth;
    private readonly DebtSelection _recommended = new(RecommendationCount);
    private readonly PriorityQueue<RankedDebt, (DateTimeOffset, string)> _oldest = new(Comparer<(DateTimeOffset At, string Id)>.Create(
        (x, y) => y.At != x.At ? y.At.CompareTo(x.At) : string.CompareOrdinal(y.Id, x.Id)));

    private readonly Dictionary<string, int> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<DebtCategory, int> _categories = [];
    private readonly Dictionary<(Level, Level), int> _cells = [];
    private readonly Dictionary<DebtBand, int> _byBand = [];
    private readonly int[] _ages = new int[_ageBounds.Length];

    /// <summary>The month before those that are listed holds everything earlier.</summary>
    private readonly int[] _opened = new int[MonthCount + 1];
    private readonly int[] _resolved = new int[MonthCount + 1];

    private int _withoutOwner;
    private int _total;
    private int _open;
    private int _accepted;
    private int _overdue;
    private int _expired;
    private int _operational;

    public DebtReportBuilder(DateTimeOffset now, TimeZoneInfo zone)
    {
        _now = now;
        _zone = zone;
        _lastMonth = MonthOf(now);
    }

    public void Add(RankedDebt one)
    {
        DebtItem item = one.Item;
        _total++;
        _opened[PlaceOf(item.CreatedAt)]++;
        switch (one.Status)
        {
            case DebtStatus.Resolved:
                _resolved[PlaceOf(item.ResolvedAt!.Value)]++;
                break;
            case DebtStatus.Accepted:
                _accepted++;
                break;
            default:
                AddOpen(one);
                break;
        }
    }

    public DebtReport ToReport(string service, IDebtScorer scorer, IReadOnlyList<UnreadableDocument> unreadable)
    {
        int resolved = _total - _open - _accepted;
        return new DebtReport
        {
            Service = service,
            AsOf = _now,
            Zone = _zone.Id,
            ScorerName = scorer.Name,
            ScorerVersion = scorer.Version,
            TotalCount = _total,
            OpenCount = _open,
            AcceptedCount = _accepted,
            ResolvedCount = resolved,
            OverdueCount = _overdue,
            ExpiredAcceptanceCount = _expired,
            OperationalCount = _operational,
            ResolvedRatio = _total == 0 ? null : (double)resolved / _total,
            ByImpact =
            [
                .. _levels.Select(level => Count(level.ToString(), _cells.Where(cell => cell.Key.Item1 == level).Sum(cell => cell.Value))),
            ],
            ByEffort =
            [
                .. _levels.Reverse()
                    .Select(level => Count(level.ToString(), _cells.Where(cell => cell.Key.Item2 == level).Sum(cell => cell.Value))),
            ],
            ByOwner =
            [
                .. _owners.Select(owner => Count(owner.Key, owner.Value))
                    .Concat(_withoutOwner > 0 ? [Count(null, _withoutOwner)] : [])
                    .OrderByDescending(owner => owner.Count)
                    .ThenBy(owner => owner.Name is null)
                    .ThenBy(owner => owner.Name, StringComparer.Ordinal),
            ],
            ByCategory =
            [
                .. _categories.OrderByDescending(one => one.Value)
                    .ThenBy(one => one.Key == DebtCategory.Unknown)
                    .ThenBy(one => one.Key)
                    .Select(one => Count(one.Key == DebtCategory.Unknown ? null : one.Key.ToString(), one.Value)),
            ],
            ByBand =
            [
                .. _bands.Where(band => band != DebtBand.Unknown || _byBand.ContainsKey(band))
                    .Select(band => Count(band == DebtBand.Unknown ? null : band.ToString(), _byBand.GetValueOrDefault(band))),
            ],
            Matrix =
            [
                .. _levels.SelectMany(impact => _levels.Reverse(), (impact, effort) => new DebtCell
                {
                    Impact = impact,
                    Effort = effort,
                    Count = _cells.GetValueOrDefault((impact, effort)),
                }),
            ],
            Recommendations = _recommended.ToList(),
            Oldest =
            [
                .. _oldest.UnorderedItems.Select(one => one.Element)
                    .OrderBy(one => one.Item.CreatedAt)
                    .ThenBy(one => one.Item.Id, StringComparer.Ordinal),
            ],
            Months = Months(),
            Ages =
            [
                .. _ages.Select((count, i) => new DebtAgeGroup
                {
                    FromDays = _ageBounds[i],
                    BelowDays = i + 1 < _ageBounds.Length ? _ageBounds[i + 1] : null,
                    Count = count,
                }),
            ],
            Unreadable = unreadable,
        };
    }

    private static DebtCount Count(string? name, int count) => new() { Name = name, Count = count };

    private void AddOpen(RankedDebt one)
    {
        DebtDefinition definition = one.Item.Definition;
        _open++;
        _overdue += one.IsOverdue ? 1 : 0;
        _expired += one.IsAcceptanceExpired ? 1 : 0;
        _operational += definition.Category >= DebtCategory.Runbook ? 1 : 0;
        _ages[Array.FindLastIndex(_ageBounds, bound => bound <= one.AgeDays)]++;
        _cells[(definition.Impact, definition.Effort)] = _cells.GetValueOrDefault((definition.Impact, definition.Effort)) + 1;
        _categories[definition.Category] = _categories.GetValueOrDefault(definition.Category) + 1;
        _byBand[one.Score.Band] = _byBand.GetValueOrDefault(one.Score.Band) + 1;
        if (definition.Owner is { } owner)
        {
            _owners[owner] = _owners.GetValueOrDefault(owner) + 1;
        }
        else
        {
            _withoutOwner++;
        }

        _recommended.Add(one);
        if (_oldest.Count < OldestCount)
        {
            _oldest.Enqueue(one, (one.Item.CreatedAt, one.Item.Id));
        }
        else
        {
            _oldest.EnqueueDequeue(one, (one.Item.CreatedAt, one.Item.Id));
        }
    }

    private DebtMonth[] Months()
    {
        var months = new DebtMonth[MonthCount];
        int unresolved = _opened[0] - _resolved[0];
        for (int i = 1; i <= MonthCount; i++)
        {
            unresolved += _opened[i] - _resolved[i];
            int month = _lastMonth - MonthCount + i;
            months[i - 1] = new DebtMonth
            {
                Start = new DateOnly(month / 12, (month % 12) + 1, 1),
                OpenedCount = _opened[i],
                ResolvedCount = _resolved[i],

                // An import can state that an item was resolved before it was found.
                UnresolvedCount = Math.Max(0, unresolved),
            };
        }

        return months;
    }

    /// <summary>The place of a moment in the lists of months. The clock of another machine can be in the next month.</summary>
    private int PlaceOf(DateTimeOffset at) => Math.Clamp(MonthOf(at) - (_lastMonth - MonthCount), 0, MonthCount);

    /// <summary>The number of a month, from that of January of the year 0.</summary>
    private int MonthOf(DateTimeOffset at)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(at, _zone);
        return (local.Year * 12) + local.Month - 1;
    }
}

using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Slos.Internal;

/// <summary>Validates ledger requests and converts them to records. No clock, no I/O.</summary>
internal sealed class LedgerRules(KnownObjectives objectives, TimeSpan minutesKept, IRecurrenceExpander? expander)
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(366);

    /// <summary>
    /// How far back minutes are available. A part of an hour is computed from minutes, which must still be stored when they are copied.
    /// </summary>
    private readonly TimeSpan _minutesReach = minutesKept > TimeSpan.FromDays(2) ? minutesKept - TimeSpan.FromDays(1) : minutesKept / 2;

    public (string Service, LedgerRecord Record) Of(BudgetAdjustment request, DateTimeOffset now)
    {
        SloDefinition slo = objectives.Get(request.Slo);
        DateTimeOffset at = Past(request.At, now, nameof(request.At));
        Units(request.Good, nameof(request.Good));
        Units(request.Bad, nameof(request.Bad));
        Check.That(
            Math.Abs(request.BudgetShare) <= BudgetAdjustment.MaxBudgetShare,
            request.BudgetShare,
            $"The share of the budget must be -{BudgetAdjustment.MaxBudgetShare} to {BudgetAdjustment.MaxBudgetShare}.",
            nameof(request.BudgetShare));
        if (request is { Good: 0, Bad: 0, BudgetShare: 0 })
        {
            throw new ArgumentException("An adjustment must have a good, bad or budgetShare other than 0.", nameof(request));
        }

        if (request.BudgetShare != 0 && slo.Indicator is ZeroToleranceIndicator { AllowedEvents: 0 })
        {
            throw new ArgumentException(
                $"The budget of '{slo.Name}' allows no bad events, so no share of it can be returned; adjust bad instead.",
                nameof(request));
        }

        return (slo.Service,
            Record(request) with { Slo = slo.Name, From = at, Good = request.Good, Bad = request.Bad, BudgetShare = request.BudgetShare });
    }

    public (string Service, LedgerRecord Record) Of(BudgetReset request, DateTimeOffset now)
    {
        SloDefinition slo = objectives.Get(request.Slo);
        DateTimeOffset at = Past(request.At, now, nameof(request.At));
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
        RequireMinutes(at, now, nameof(request.At));
        return (slo.Service, Record(request) with { Slo = slo.Name, From = at });
    }

    public (string Service, LedgerRecord Record) Of(BudgetExclusion request, DateTimeOffset now)
    {
        if (request.Slo is null == request.Service is null)
        {
            throw new ArgumentException("An exclusion must name either an objective (slo) or a service.", nameof(request));
        }

        if (request.Service is not null)
        {
            _ = objectives.OfService(request.Service);
        }

        string service = request.Service ?? objectives.Get(request.Slo!).Service;
        LedgerRecord record = Record(request) with { Slo = request.Slo };
        return request switch
        {
            { From: { } from, To: { } to, Recurrence: null } => (service, Once(record, from, to, now)),
            { From: null, To: null, Recurrence: { } recurrence } => (service,
                record with { Recurrence = StoredRecurrence.Of(Again(recurrence, now)) }),
            _ => throw new ArgumentException("An exclusion must have either from and to, or a recurrence.", nameof(request)),
        };
    }

    private static LedgerRecord Record(ChangeRequest request) => new() { Id = request.Id, By = request.By, Reason = request.Reason };

    private static void Units(decimal value, string parameter) => Check.That(
        Math.Abs(value) <= BudgetAdjustment.MaxUnits,
        value,
        $"The units must be -{BudgetAdjustment.MaxUnits} to {BudgetAdjustment.MaxUnits}.",
        parameter);

    private static DateTimeOffset Past(DateTimeOffset at, DateTimeOffset now, string parameter)
    {
        Check.That(at <= now && at >= now - Year, at, Check.Text($"The time must be from {now - Year:u} to now ({now:u})."), parameter);
        return AuditText.ToMicrosecond(at);
    }

    private LedgerRecord Once(LedgerRecord record, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        Check.That(
            to > from && to - from <= BudgetExclusion.MaxDuration,
            to,
            Check.Text($"An exclusion must end after its start ({from:u}) and at most {BudgetExclusion.MaxDuration.TotalDays} days later."),
            nameof(to));
        Check.That(
            from >= now - Year && from <= now + Year,
            from,
            Check.Text($"An exclusion must start from {now - Year:u} to {now + Year:u}."),
            nameof(from));
        TimeRange whole = ExcludedTime.WholeMinutes(new TimeRange(from, to));
        RequireMinutes(whole.Start, now, nameof(from));
        RequireMinutes(whole.End, now, nameof(to));
        return record with { From = whole.Start, To = whole.End };
    }

    private Recurrence Again(Recurrence recurrence, DateTimeOffset now)
    {
        TimeZoneInfo zone = Check.Zone(recurrence.Zone, nameof(recurrence.Zone));
        Check.That(
            recurrence.Rule is { Length: > 0 and <= Recurrence.MaxRuleLength },
            recurrence.Rule?.Length,
            $"The rule must have 1 to {Recurrence.MaxRuleLength} characters.",
            nameof(recurrence.Rule));
        Check.That(
            recurrence.Duration >= TimeSpan.FromMinutes(1)
                && recurrence.Duration <= Recurrence.MaxDuration
                && recurrence.Duration.Ticks % TimeSpan.TicksPerMinute == 0,
            recurrence.Duration,
            $"The duration must be {TimeSpan.FromMinutes(1)} to {Recurrence.MaxDuration}, in whole minutes.",
            nameof(recurrence.Duration));
        DateTime start = DateTime.SpecifyKind(recurrence.Start, DateTimeKind.Unspecified);
        DateTimeOffset local = TimeZoneInfo.ConvertTime(now, zone);
        Check.That(
            start.Ticks % TimeSpan.TicksPerMinute == 0 && start >= (local - _minutesReach).DateTime && start <= (local + Year).DateTime,
            start,
            Check.Text(
                $"A recurrence must start at a whole minute, from {local - _minutesReach:yyyy-MM-dd HH:mm} to "
                + $"{local + Year:yyyy-MM-dd HH:mm} in local time; exclude earlier time with from and to."),
            nameof(recurrence.Start));
        Recurrence normal = recurrence with { Start = start };
        if (expander is null)
        {
            throw new InvalidOperationException("Recurring exclusions require the package Reliability.Recurrence: call UseRecurrence().");
        }

        var first = new DateTimeOffset(DateTime.SpecifyKind(start, DateTimeKind.Utc)).AddDays(-1);
        return expander.Expand(normal, new TimeRange(first, first + Year + TimeSpan.FromDays(2))).Count > 0
            ? normal
            : throw new ArgumentException($"The rule '{recurrence.Rule}' has no occurrence in its first year.", nameof(recurrence));
    }

    private void RequireMinutes(DateTimeOffset edge, DateTimeOffset now, string parameter) => Check.That(
        edge.UtcTicks % TimeSpan.TicksPerHour == 0 || edge >= now - _minutesReach,
        edge,
        Check.Text($"The time must be a whole hour in UTC, because only hours are kept before {now - _minutesReach:u}."),
        parameter);
}

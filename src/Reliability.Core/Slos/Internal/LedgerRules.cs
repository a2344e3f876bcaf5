using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Slos.Internal;

/// <summary>What a ledger takes: checks requests and turns them into records. No clock, no I/O.</summary>
internal sealed class LedgerRules(KnownObjectives objectives, TimeSpan minutesKept, IRecurrenceExpander? expander)
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(366);

    /// <summary>Parts of hours are worked out from minutes, which must still be there when somebody keeps them.</summary>
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
            $"A share of the budget is -{BudgetAdjustment.MaxBudgetShare} to {BudgetAdjustment.MaxBudgetShare}.",
            nameof(request.BudgetShare));
        if (request is { Good: 0, Bad: 0, BudgetShare: 0 })
        {
            throw new ArgumentException("An adjustment adds or takes away something: Good, Bad or BudgetShare is not 0.", nameof(request));
        }

        if (request.BudgetShare != 0 && slo.Indicator is ZeroToleranceIndicator { AllowedEvents: 0 })
        {
            throw new ArgumentException(
                $"The budget of '{slo.Name}' allows nothing, so that there is no share of it; adjust Bad instead.",
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
            throw new ArgumentException("An exclusion names an objective (Slo) or a Service, one of the two.", nameof(request));
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
            _ => throw new ArgumentException("An exclusion has From and To, or a Recurrence, and not both.", nameof(request)),
        };
    }

    private static LedgerRecord Record(ChangeRequest request) => new() { Id = request.Id, By = request.By, Reason = request.Reason };

    private static void Units(decimal value, string parameter) => Check.That(
        Math.Abs(value) <= BudgetAdjustment.MaxUnits,
        value,
        $"Units are -{BudgetAdjustment.MaxUnits} to {BudgetAdjustment.MaxUnits}.",
        parameter);

    private static DateTimeOffset Past(DateTimeOffset at, DateTimeOffset now, string parameter)
    {
        Check.That(at <= now && at >= now - Year, at, Check.Text($"This is a moment from {now - Year:u} to now ({now:u})."), parameter);
        return AuditText.ToMicrosecond(at);
    }

    private LedgerRecord Once(LedgerRecord record, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        Check.That(
            to > from && to - from <= BudgetExclusion.MaxDuration,
            to,
            Check.Text($"An exclusion ends after it starts ({from:u}) and at most {BudgetExclusion.MaxDuration.TotalDays} days later."),
            nameof(to));
        Check.That(
            from >= now - Year && from <= now + Year,
            from,
            Check.Text($"An exclusion starts from {now - Year:u} to {now + Year:u}."),
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
            $"A rule has 1 to {Recurrence.MaxRuleLength} characters.",
            nameof(recurrence.Rule));
        Check.That(
            recurrence.Duration >= TimeSpan.FromMinutes(1)
                && recurrence.Duration <= Recurrence.MaxDuration
                && recurrence.Duration.Ticks % TimeSpan.TicksPerMinute == 0,
            recurrence.Duration,
            $"An occurrence lasts whole minutes, {TimeSpan.FromMinutes(1)} to {Recurrence.MaxDuration}.",
            nameof(recurrence.Duration));
        DateTime start = DateTime.SpecifyKind(recurrence.Start, DateTimeKind.Unspecified);
        DateTimeOffset local = TimeZoneInfo.ConvertTime(now, zone);
        Check.That(
            start.Ticks % TimeSpan.TicksPerMinute == 0 && start >= (local - _minutesReach).DateTime && start <= (local + Year).DateTime,
            start,
            Check.Text(
                $"A recurrence starts at a whole minute, from {local - _minutesReach:yyyy-MM-dd HH:mm} to "
                + $"{local + Year:yyyy-MM-dd HH:mm} in local time; exclude what lies before with From and To."),
            nameof(recurrence.Start));
        Recurrence normal = recurrence with { Start = start };
        if (expander is null)
        {
            throw new InvalidOperationException("Recurring exclusions need the package Reliability.Recurrence: call UseRecurrence().");
        }

        var first = new DateTimeOffset(DateTime.SpecifyKind(start, DateTimeKind.Utc)).AddDays(-1);
        return expander.Expand(normal, new TimeRange(first, first + Year + TimeSpan.FromDays(2))).Count > 0
            ? normal
            : throw new ArgumentException($"The rule '{recurrence.Rule}' does not happen within a year of its start.", nameof(recurrence));
    }

    private void RequireMinutes(DateTimeOffset edge, DateTimeOffset now, string parameter) => Check.That(
        edge.UtcTicks % TimeSpan.TicksPerHour == 0 || edge >= now - _minutesReach,
        edge,
        Check.Text($"Before {now - _minutesReach:u} only hours are kept, so that this is a whole hour in UTC."),
        parameter);
}

using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>Asks for the report of the incidents of a service.</summary>
public sealed record IncidentReportQuery
{
    /// <summary>The length of a period: 30 days.</summary>
    public static readonly TimeSpan PeriodLength = TimeSpan.FromDays(30);

    /// <summary>Gets the service.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public required string Service { get; init => field = Owned.RequireService(value, nameof(Service)); }

    /// <summary>Gets the end. Default: now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Gets the number of periods of 30 days before the end, 1 to 36. Default: 12.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Periods { get; init => field = Check.Between(value, 1, 36, nameof(Periods)); } = 12;

    /// <summary>Gets how long a rotation of who is on call lasts, 1 to 28 whole days. Default: 7 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int RotationDays { get; init => field = Check.Between(value, 1, 28, nameof(RotationDays)); } = 7;

    /// <summary>Gets a day on which a rotation begins, at midnight of the service's time zone. Default: Monday, 2024-01-01.</summary>
    public DateOnly RotationStart { get; init; } = new(2024, 1, 1);

    /// <summary>Gets when the working day begins, in the service's time zone. Default: 9:00.</summary>
    public TimeOnly WorkFrom { get; init; } = new(9, 0);

    /// <summary>Gets when the working day ends, in the service's time zone. Default: 17:00.</summary>
    public TimeOnly WorkTo { get; init; } = new(17, 0);
}

using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>What metrics can be asked for.</summary>
internal static class MetricRange
{
    /// <summary>Returns a range in UTC that ends at the time of the report at the latest.</summary>
    public static TimeRange Of(TimeRange range, DateTimeOffset asOf)
    {
        DateTimeOffset now = asOf.ToUniversalTime();
        var utc = new TimeRange(range.Start.ToUniversalTime(), range.End.ToUniversalTime());
        if (utc.Length <= TimeSpan.Zero || utc.Start >= now)
        {
            throw new ArgumentException(
                Check.Text(
                    $"The range from {utc.Start:u} to {utc.End:u} is not valid. It must start before {now:u}, and end after it starts."),
                nameof(range));
        }

        return utc.End > now ? utc with { End = now } : utc;
    }

    /// <summary>Requires two periods of which the second does not start before the first has ended.</summary>
    public static void RequireOrder(TimeRange earlier, TimeRange later)
    {
        if (later.Start < earlier.End)
        {
            throw new ArgumentException(
                Check.Text(
                    $"The later period starts at {later.Start:u}. It must start at {earlier.End:u}, where the earlier ends, or later."),
                nameof(later));
        }
    }

    public static void RequireServices(ServiceHistory[] services)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (ServiceHistory service in services)
        {
            if (!names.Add(service.Service))
            {
                throw new ArgumentException($"The service '{Names.Shorten(service.Service)}' occurs twice.", nameof(services));
            }

            RequireOwn(service, Check.Copy(service.Incidents).Select(one => (one.Id, one.Service)));
            RequireOwn(service, Check.Copy(service.Deployments ?? []).Select(one => (one.Id, one.Service)));
        }
    }

    private static void RequireOwn(ServiceHistory service, IEnumerable<(string Id, string Service)> records)
    {
        foreach ((string id, string of) in records)
        {
            if (of != service.Service)
            {
                throw new ArgumentException(
                    $"'{Names.Shorten(id)}' belongs to the service '{Names.Shorten(of)}', not to '{Names.Shorten(service.Service)}'.",
                    nameof(service));
            }
        }
    }
}

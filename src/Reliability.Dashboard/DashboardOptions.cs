using Reliability.Common.Internal;

namespace Reliability.Dashboard;

/// <summary>How a dashboard looks and what it allows.</summary>
public sealed class DashboardOptions
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    /// <summary>Gets or sets the title of every page.</summary>
    /// <value>1 to 100 characters. Default: <c>Reliability</c>.</value>
    /// <exception cref="ArgumentException">The title is empty or longer than 100 characters.</exception>
    public string Title
    {
        get;
        set => field = !string.IsNullOrWhiteSpace(value) && value.Length <= 100
            ? value
            : throw new ArgumentException(
                $"A title of 1 to 100 characters is valid, and not '{Names.Shorten(value ?? "null")}'.", nameof(value));
    } = "Reliability";

    /// <summary>
    /// Gets or sets a value indicating whether the pages never offer a change, not even to callers who may make one.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool ReadOnly { get; set; }

    /// <summary>Gets or sets the time zone in which times are shown.</summary>
    /// <value>An IANA name, such as <c>Europe/Berlin</c>. Default: <c>UTC</c>.</value>
    /// <exception cref="ArgumentException">This machine knows no such zone.</exception>
    public string Zone
    {
        get => _zone.Id;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _zone = TimeZoneInfo.TryFindSystemTimeZoneById(value, out TimeZoneInfo? zone)
                ? zone
                : throw new ArgumentException(
                    $"The time zone '{Names.Shorten(value)}' is not known on this machine; use an IANA name, such as Europe/Berlin.",
                    nameof(value));
        }
    }

    /// <summary>
    /// Gets the origins whose pages may show the dashboard in a frame.
    /// </summary>
    /// <value>Origins, such as <c>https://portal.example.com</c>. Default: none.</value>
    public IList<string> FrameAncestors { get; } = [];

    /// <summary>
    /// Gets or sets the time between two reloads of a page that is visible. A reload costs the store nothing by itself: all viewers share
    /// one snapshot.
    /// </summary>
    /// <value>2 seconds to 1 hour. Default: 30 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan ReloadInterval
    {
        get;
        set => field = Check.Between(value, TimeSpan.FromSeconds(2), TimeSpan.FromHours(1));
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets the minimum time between two reads of the store. Requests between them get the same snapshot. A change through the
    /// write endpoints of this process is visible at once.
    /// </summary>
    /// <value>0.1 seconds to 10 minutes. Default: 5 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan SnapshotInterval
    {
        get;
        set => field = Check.Between(value, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
    } = TimeSpan.FromSeconds(5);

    internal TimeZoneInfo ZoneInfo => _zone;

    /// <summary>Requires that each origin is one: it goes into a header.</summary>
    /// <param name="parameter">The parameter that set them.</param>
    internal void RequireOrigins(string parameter)
    {
        foreach (string origin in FrameAncestors)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
                || uri.Scheme is not ("https" or "http")
                || uri.GetLeftPart(UriPartial.Authority) != origin)
            {
                throw new ArgumentException(
                    $"FrameAncestors: '{Names.Shorten(origin)}' is not an origin; write it as https://portal.example.com, without a path.",
                    parameter);
            }
        }
    }
}

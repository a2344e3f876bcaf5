using Reliability.Common;

namespace Reliability.AspNetCore.Internal;

/// <summary>What happened at the time of a shift.</summary>
internal sealed record MarkerResource(DateTimeOffset At, string Kind, string Text)
{
    public static MarkerResource From(Marker marker) => new(marker.At, marker.Kind, marker.Text);
}

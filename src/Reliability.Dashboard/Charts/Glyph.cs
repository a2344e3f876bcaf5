namespace Reliability.Dashboard.Internal;

/// <summary>Shapes around the point (0, 0): what a colour says, a shape says too.</summary>
internal static class Glyph
{
    public const string Circle = "M-4 0A4 4 0 1 1 4 0A4 4 0 1 1-4 0Z";

    public const string Square = "M-3.5-3.5H3.5V3.5H-3.5Z";

    public const string Diamond = "M0-5L5 0L0 5L-5 0Z";

    public const string Up = "M0-5L4.8 3.5H-4.8Z";

    public const string Down = "M0 5L4.8-3.5H-4.8Z";

    public const string ArrowLeft = "M3-4L-3 0L3 4";

    public const string ArrowRight = "M-3-4L3 0L-3 4";

    public const string Cross = "M-3.5-3.5L3.5 3.5M3.5-3.5L-3.5 3.5";

    private static readonly string[] _series = [Circle, Square, Up, Diamond, Down, Cross, Circle, Square];

    /// <summary>Returns the shape of the dots of a series.</summary>
    public static string Of(int series) => _series[series % _series.Length];

    /// <summary>Returns the shape of a marker.</summary>
    public static string Of(MarkerKind kind) => kind switch
    {
        MarkerKind.Ledger => Diamond,
        MarkerKind.Deployment => Up,
        MarkerKind.Incident => Circle,
        MarkerKind.Shift => Down,
        MarkerKind.Event => Cross,
        _ => Square,
    };
}

namespace Reliability.Dashboard.Internal;

/// <summary>What a field of a change holds.</summary>
internal enum ChangeFieldKind
{
    None = 0,
    Text,

    /// <summary>A text of several lines.</summary>
    Area,

    Number,

    /// <summary>A time in the zone of the page.</summary>
    Time,
}

namespace Reliability.Common.Internal;

/// <summary>Why a row is left out.</summary>
internal enum DropReason
{
    None,
    TooLong,
    Columns,
    Quotes,
    Time,
    NoValue,
    NotNumber,
    NotFinite,
}

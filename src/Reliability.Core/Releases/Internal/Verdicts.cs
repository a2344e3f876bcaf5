using Reliability.Common.Internal;

namespace Reliability.Releases.Internal;

/// <summary>Rejects a verdict that decides nothing, so that no gate is open because a value was left out.</summary>
internal static class Verdicts
{
    public static GateVerdict Require(GateVerdict value, string parameter) => Check.Word(value, parameter, GateVerdict.Unknown);
}

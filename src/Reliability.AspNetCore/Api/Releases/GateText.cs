using System.Globalization;
using System.Text;
using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

/// <summary>A decision of the gate as lines for the log of a pipeline: the verdict, the override and each reason.</summary>
internal static class GateText
{
    public static string Of(string service, GateDecision decision)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{decision.Verdict}: {service} at {decision.AsOf:u}\n");
        if (decision.Override is { } entry)
        {
            text.Append(CultureInfo.InvariantCulture, $"Overridden by {entry.By} until {entry.ExpiresAt:u}: {entry.Reason}\n");
        }

        foreach (GateReason reason in decision.Reasons)
        {
            string subject = reason.Slo is { } slo ? $"{reason.Code} of {slo}" : reason.Code;
            text.Append(CultureInfo.InvariantCulture, $"- {reason.Verdict} ({subject}): {reason.Message}\n");
        }

        return text.ToString();
    }
}

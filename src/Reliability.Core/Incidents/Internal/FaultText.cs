namespace Reliability.Incidents.Internal;

/// <summary>The messages of exceptions for who sent a file or a message.</summary>
internal static class FaultText
{
    /// <summary>Returns the message without the name of a parameter, which says nothing to the sender.</summary>
    public static string Of(Exception e) =>
        e.Message.IndexOf(" (Parameter '", StringComparison.Ordinal) is var end and > 0 ? e.Message[..end] : e.Message;

    /// <summary>Returns the message after the name of the field that the parameter is.</summary>
    public static string WithField(Exception e) =>
        e is ArgumentException { ParamName: { Length: > 0 } field } ? $"{field}: {Of(e)}" : Of(e);
}

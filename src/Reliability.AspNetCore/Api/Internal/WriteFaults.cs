using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Reliability.Common.Internal;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Converts rejections of the ledger and the gate into problem details. Their messages name the value and the valid range.
/// </summary>
internal static class WriteFaults
{
    public static async ValueTask<object?> TurnIntoProblemsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return TypedResults.Problem(Names.Shorten(Text(e), 500), statusCode: StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>
    /// Returns the message with the name of the field, instead of that of the property, and without the name of a parameter, which says
    /// nothing to the caller of the API.
    /// </summary>
    public static string Text(Exception e)
    {
        int parameter = e.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        string text = parameter < 0 ? e.Message : e.Message[..parameter];
        if (e is not ArgumentException { ParamName: { Length: > 0 } name })
        {
            return text;
        }

        string field = JsonNamingPolicy.CamelCase.ConvertName(name);
        return text.StartsWith(name, StringComparison.Ordinal) ? field + text[name.Length..]
            : char.IsUpper(name[0]) && !text.Contains(field, StringComparison.OrdinalIgnoreCase) ? $"{field}: {text}"
            : text;
    }
}

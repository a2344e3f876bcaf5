using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>Shared by the endpoints: mapping, finding names and writing responses.</summary>
internal static class Api
{
    public static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static IErrorBudgets Budgets(HttpContext http, string name) => http.RequestServices.GetRequiredKeyedService<IErrorBudgets>(name);

    public static SloDefinition Get(IErrorBudgets budgets, string slo) => Find(budgets.Objectives.Select(one => one.Name), slo) is { } known
        ? budgets.Objectives.First(one => one.Name == known)
        : throw new KeyNotFoundException(Names.Unknown("objective", slo, budgets.Objectives.Select(one => one.Name)));

    /// <summary>Finds the name of a service from the text of a path.</summary>
    public static string FindService(HttpContext http, string name, string service)
    {
        IEnumerable<string> known = Budgets(http, name).Objectives.Select(slo => slo.Service);
        return Find(known, service) ?? throw new KeyNotFoundException(
            $"No objective belongs to a service named '{Names.Shorten(service)}'. Services are: {Names.Nearest(service, known)}.");
    }

    /// <summary>Finds a name from the text of a path, in which a server keeps an encoded slash unchanged.</summary>
    private static string? Find(IEnumerable<string> names, string text)
    {
        string decoded = text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return names.FirstOrDefault(name => name == text) ?? names.FirstOrDefault(name => name == decoded);
    }

    public static async Task<SloReport> ReportAsync(HttpContext http, string name, string slo, CancellationToken cancellationToken) =>
        await Budgets(http, name).GetReportAsync(Get(Budgets(http, name), slo).Name, cancellationToken).ConfigureAwait(false);

    public static DateTimeOffset? Instant(string? text, string parameter) => text switch
    {
        null => null,
        _ when DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset value) => value,
        _ => throw new BadQueryException($"{parameter}: '{Names.Shorten(text)}' is not a valid time; write it as 2026-03-01T12:00:00Z."),
    };

    public static JsonHttpResult<T> Json<T>(T value, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(
            value, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)ApiJson.Default.GetTypeInfo(typeof(T))!, statusCode: status);

    public static RouteHandlerBuilder Describe<T>(this RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .WithSummary(summary)
        .WithDisplayName($"Reliability {name}")
        .Produces<T>()
        .ProducesProblem(503);
}

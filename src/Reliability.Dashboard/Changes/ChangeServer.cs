using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Reliability.AspNetCore;
using Reliability.Experiments;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// Answers the forms that change something, for browsers without a script: a form, what it would do, and a redirect after it was done. The
/// write endpoints make the change, so that their policies and checks hold here too.
/// </summary>
internal sealed class ChangeServer(IServiceProvider services, string setup, DashboardOptions options)
{
    /// <summary>Limits of a form: it has a handful of fields, of which the reason is the longest.</summary>
    private static readonly FormOptions _limits = new()
    {
        BufferBodyLengthLimit = BodySize.Max,
        ValueCountLimit = 16,
        KeyLengthLimit = 32,
        ValueLengthLimit = (int)BodySize.Max,
    };

    private readonly AnswerWriter _answers = new(new PageHeaders(options.FrameAncestors));
    private readonly TimeProvider _clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
    private readonly IErrorBudgets _budgets = services.GetRequiredKeyedService<IErrorBudgets>(setup);
    private readonly IExperiments _experiments = services.GetRequiredKeyedService<IExperiments>(setup);
    private readonly ITrends _trends = services.GetRequiredKeyedService<ITrends>(setup);

    public Task ShowAsync(HttpContext http, string act) => AnswerAsync(http, act, (known, subject, page) =>
        ValueTask.FromResult(Page(http, page, new ChangeForm(known, subject, page.Zone), StatusCodes.Status200OK)));

    public Task SendAsync(HttpContext http, string act) => AnswerAsync(http, act, async (known, subject, page) =>
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out MediaTypeHeaderValue? type)
            || type.MediaType != MediaTypeNames.Application.FormUrlEncoded)
        {
            return Answer.Message(
                StatusCodes.Status415UnsupportedMediaType, "This is no form", "Send what the form of this address sends.", depth: 1);
        }

        IFormCollection sent = await ReadAsync(http).ConfigureAwait(false);
        if (!FormToken.IsValid(http, sent[FormToken.Field].ToString()))
        {
            return Answer.Message(
                StatusCodes.Status403Forbidden,
                "This form is not valid any more",
                "Nothing was changed. Load the form again; it needs a cookie of this site.",
                depth: 1);
        }

        string step = sent[ChangePage.Step].ToString();
        bool isPlanned = Guid.TryParseExact(sent["id"].ToString(), "N", out Guid id)
            & DateTimeOffset.TryParseExact(
                sent["at"].ToString(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at);
        var form = new ChangeForm(known, subject, page.Zone, name => sent[name].ToString())
        {
            Id = (isPlanned ? id : Guid.NewGuid()).ToString("N"),
            At = isPlanned ? at : page.AsOf,
        };
        form.Check();
        if (!form.IsValid)
        {
            return Page(http, page, form, StatusCodes.Status400BadRequest);
        }

        return step switch
        {
            ChangePage.Confirm when isPlanned => await MakeAsync(http, page, form).ConfigureAwait(false),
            ChangePage.Preview or ChangePage.Confirm => await PlanAsync(http, page, form).ConfigureAwait(false),
            _ => Page(http, page, form, StatusCodes.Status200OK),
        };
    });

    private static async ValueTask<IFormCollection> ReadAsync(HttpContext http)
    {
        try
        {
            return await http.Request.ReadFormAsync(_limits, http.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            throw new BadParameterException("The form has more fields or text than it has place for. Go back and shorten the text.");
        }
    }

    private async ValueTask<Answer> PlanAsync(HttpContext http, PageContext page, ChangeForm form)
    {
        (int status, JsonElement answer) = await CallAsync(http, form, "/plan").ConfigureAwait(false);
        if (status >= StatusCodes.Status400BadRequest)
        {
            form.Reject(Detail(status, answer));
            return Page(http, page, form, status);
        }

        form.Effect = [.. answer.GetProperty("effect").EnumerateArray().Select(one => one.GetString() ?? string.Empty)];
        return Page(http, page, form, StatusCodes.Status200OK);
    }

    private async ValueTask<Answer> MakeAsync(HttpContext http, PageContext page, ChangeForm form)
    {
        (int status, JsonElement answer) = await CallAsync(http, form, string.Empty).ConfigureAwait(false);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            // The change may have been made: a second attempt must have the same id and time.
            form.Rejection = Detail(status, answer);
            form.Effect = ["Whether it was done is not known. Send it again: it is done at most once."];
            return Page(http, page, form, status);
        }

        if (status >= StatusCodes.Status400BadRequest)
        {
            form.Reject(Detail(status, answer));
            return Page(http, page, form, status);
        }

        return Answer.Redirect(Back(page, form).ToString()) with { Status = StatusCodes.Status303SeeOther };
    }

    private static async ValueTask<(int Status, JsonElement Answer)> CallAsync(HttpContext http, ChangeForm form, string after)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal) { ["id"] = form.Subject.Id };
        if (form.Act.RouteValue is { } name)
        {
            values[name] = form.Subject.Name;
        }

        ReliabilityReply reply = await ReliabilityAccess.SendAsync(http, form.Act.Endpoint + after, values, form.Body())
            .ConfigureAwait(false);
        if (reply.Body.IsEmpty)
        {
            return (reply.Status, default);
        }

        using var json = JsonDocument.Parse(reply.Body);
        return (reply.Status, json.RootElement.Clone());
    }

    private static string Detail(int status, JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("detail", out JsonElement detail)
            && detail.GetString() is { } text
            ? answer.TryGetProperty("rejections", out JsonElement reasons) && reasons.ValueKind == JsonValueKind.Array
                ? string.Join(" ", [text, .. reasons.EnumerateArray().Select(one => one.GetString())])
                : text
            : string.Create(CultureInfo.InvariantCulture, $"The change was rejected ({status}).");

    private Answer Page(HttpContext http, PageContext page, ChangeForm form, int status)
    {
        string token = FormToken.Of(http);
        var frame = new PageFrame
        {
            Title = options.Title,
            Subject = form.Act.Verb,
            AssetVersion = AssetSet.Default.Version,
            ReloadInterval = TimeSpan.Zero,
            Page = page,
        };
        return new Answer(
            null,
            html => frame.WriteHtml(
                html, problem: null, ageSeconds: null, body => new ChangePage(body, page, form, token, Back(page, form)).Write()),
            _ => { })
        {
            Status = status,
        };
    }

    private static RelativeAddress Back(PageContext page, ChangeForm form) => form.Act.Target switch
    {
        ChangeTarget.Objective => page.Objective(form.Subject.Name),
        ChangeTarget.Experiment => page.Experiment(form.Subject.Name),
        ChangeTarget.Metric => page.Trend(form.Subject.Name),
        _ => page.Overview,
    };

    private Task AnswerAsync(
        HttpContext http, string name, Func<ChangeAct, ChangeSubject, PageContext, ValueTask<Answer>> answer) =>
        _answers.WriteAsync(http, isTwin: false, depth: 1, async () =>
        {
            // A form holds an id of its own, and what somebody typed.
            http.Response.Headers.CacheControl = "no-store";
            ChangeAct act = ChangeActs.All.FirstOrDefault(one => one.Name == name)
                ?? throw new KeyNotFoundException("There is no such change. The pages offer those that there are.");
            ReliabilityAccess access = await ReliabilityAccess.OfAsync(http).ConfigureAwait(false);
            var viewer = new Viewer(access, options.ReadOnly);
            ChangeSubject subject = Subject(http, act);
            if (!viewer.MayChange(subject.Service))
            {
                return Answer.Message(
                    StatusCodes.Status403Forbidden, "Not for you", "You are not authorized to make this change.", depth: 1);
            }

            return await answer(act, subject, new PageContext
            {
                Depth = 1,
                Zone = options.ZoneInfo,
                AsOf = _clock.GetUtcNow(),
                Viewer = viewer,
                Query = new OverviewQuery(),
            }).ConfigureAwait(false);
        });

    private ChangeSubject Subject(HttpContext http, ChangeAct act)
    {
        switch (act.Target)
        {
            case ChangeTarget.Service:
                string service = One(http, "service");
                return new ChangeSubject
                {
                    Name = service,
                    Service = service,
                    Id = act.HasId ? string.Empty : One(http, "id"),
                };
            case ChangeTarget.Objective:
                string name = One(http, "slo");
                SloDefinition slo = _budgets.Objectives.FirstOrDefault(one => one.Name == name)
                    ?? throw new KeyNotFoundException("No objective has this name. The overview lists all of them.");
                return new ChangeSubject { Name = slo.Name, Service = slo.Service };
            case ChangeTarget.Metric:
                string named = One(http, "metric");
                MetricDefinition metric = _trends.Metrics.FirstOrDefault(one => one.Name == named)
                    ?? throw new KeyNotFoundException("No metric has this name. The overview lists all of them.");
                return new ChangeSubject
                {
                    Name = metric.Name,
                    Service = metric.Service,
                    Id = act.HasId ? string.Empty : One(http, "id"),
                    Shift = act.HasId ? Time(http, "shift") : default,
                };
            default:
                return new ChangeSubject
                {
                    Name = One(http, "experiment"),
                    Service = _experiments.Service,
                    Etag = One(http, "etag"),
                };
        }
    }

    private static DateTimeOffset Time(HttpContext http, string name) => DateTimeOffset.TryParseExact(
        One(http, name), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at)
        ? at
        : throw new BadParameterException($"{name}: a time such as 2026-11-20T00:00:00.0000000+00:00 is valid.");

    private static string One(HttpContext http, string name) => http.Request.Query[name] is [{ Length: > 0 } value]
        ? value
        : throw new BadParameterException($"{name}: one value is valid.");
}

using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;
using VoxPilot.Driving;

namespace VoxPilot.Api.Contracts;

/// <summary>Questions as clients put them.</summary>
internal static class QuestionMapping
{
    /// <summary>Field of a drive's question.</summary>
    public const string Ask = "ask";

    /// <summary>The domain's question.</summary>
    /// <exception cref="ProblemException">Something of the request cannot be used.</exception>
    public static Question ToDomain(AskRequest request, LimitOptions limits) => ToDomain(request, limits, "question", new());

    /// <summary>The question of a drive, or null where it has none. What cannot be used is refused there too, with or without a question.</summary>
    /// <exception cref="ProblemException">Something of the question cannot be used.</exception>
    public static Question? ToDomain(DriveRequest request, LimitOptions limits)
    {
        InputErrors errors = new();
        if (request.Ask is not null)
        {
            return ToDomain(new AskRequest { Question = request.Ask, ResponseFormat = request.ResponseFormat, Adapter = request.Adapter }, limits, Ask, errors);
        }
        ResponseFormatMapping.ToDomain(request.ResponseFormat, errors);
        errors.ThrowIfAny();
        return null;
    }

    private static Question ToDomain(AskRequest request, LimitOptions limits, string questionField, InputErrors errors)
    {
        AnswerFormat? format = ResponseFormatMapping.ToDomain(request.ResponseFormat, errors);
        List<QuestionMessage> messages = Messages(request, questionField, errors);
        int characters = messages.Sum(message => message.Content.Length);
        string field = request.Messages is null ? questionField : "messages";
        if (characters > limits.QuestionCharacters)
        {
            errors.Add(ProblemTypes.QuestionTooLong, field, $"The question has {characters} characters and at most {limits.QuestionCharacters} are taken; ask more briefly.");
        }
        Range(request.MaxTokens ?? Question.DefaultMaxTokens, 1, limits.AnswerTokens, "max_tokens", errors);
        Range(request.Temperature, 0, 2, "temperature", errors);
        Range(request.TopP ?? 1, double.Epsilon, 1, "top_p", errors, "above 0 and at most 1");
        Range(request.TopK ?? 0, 0, int.MaxValue, "top_k", errors, "0 or more");
        if (request.Stop is { } stops && (stops.Count > Question.MaximumStops || stops.Any(string.IsNullOrEmpty)))
        {
            errors.Add(ProblemTypes.InvalidInput, "stop", $"stop takes at most {Question.MaximumStops} texts, none of them empty.");
        }
        errors.ThrowIfAny();
        return new()
        {
            Messages = messages,
            MaxTokens = request.MaxTokens ?? Question.DefaultMaxTokens,
            Temperature = request.Temperature,
            TopP = request.TopP ?? 1,
            TopK = request.TopK ?? 0,
            Seed = request.Seed,
            Stop = request.Stop ?? [],
            Adapter = request.Adapter,
            Format = format,
        };
    }

    private static List<QuestionMessage> Messages(AskRequest request, string questionField, InputErrors errors)
    {
        List<QuestionMessage> messages = [];
        if (request.Messages is null)
        {
            if (string.IsNullOrWhiteSpace(request.Question))
            {
                string instead = questionField == Ask ? "leave it out" : "put a conversation as 'messages'";
                errors.Add(ProblemTypes.InvalidInput, questionField, $"The question is empty; put one as '{questionField}', or {instead}.");
            }
            messages.Add(new(QuestionRole.User, request.Question ?? ""));
            return messages;
        }
        if (request.Question is not null)
        {
            errors.Add(ProblemTypes.InvalidInput, "question", "Give either 'question' or 'messages', not both.");
        }
        for (int i = 0; i < request.Messages.Count; i++)
        {
            QuestionRole? role = request.Messages[i]?.Role switch
            {
                "system" => QuestionRole.System,
                "user" => QuestionRole.User,
                "assistant" => QuestionRole.Assistant,
                _ => null,
            };
            string? content = request.Messages[i]?.Content;
            if (role is null)
            {
                errors.Add(ProblemTypes.InvalidInput, $"messages[{i}].role", "A role is system, user or assistant.");
            }
            if (string.IsNullOrWhiteSpace(content))
            {
                errors.Add(ProblemTypes.InvalidInput, $"messages[{i}].content", "A message needs some text as its content.");
            }
            messages.Add(new(role ?? QuestionRole.User, content ?? ""));
        }
        if (messages.Count == 0 || messages[^1].Role != QuestionRole.User)
        {
            errors.Add(ProblemTypes.InvalidInput, "messages", "The last of the messages must be the user's.");
        }
        return messages;
    }

    private static void Range(double value, double least, double most, string field, InputErrors errors, string? words = null)
    {
        if (!(value >= least && value <= most))
        {
            errors.Add(ProblemTypes.InvalidInput, field, $"{field} must be {words ?? $"{least} to {most}"}; {value} is not.");
        }
    }
}

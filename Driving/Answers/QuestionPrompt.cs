using VoxPilot.Core;
using VoxPilot.Llm;

namespace VoxPilot.Driving;

/// <summary>A question as the language model reads it: earlier turns, then the one to answer.</summary>
/// <param name="History">Earlier questions and their answers.</param>
/// <param name="Text">The question to answer.</param>
internal sealed record QuestionPrompt(IReadOnlyList<ChatTurn> History, string Text)
{
    /// <summary>Messages of one conversation at most.</summary>
    public const int MaximumMessages = 64;

    /// <summary>Checks options and order of messages.</summary>
    /// <exception cref="InvalidInputException">Something is out of range or out of order; the field is named.</exception>
    public static QuestionPrompt From(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        CheckOptions(question);
        IReadOnlyList<QuestionMessage> messages = question.Messages;
        if (messages.Count is 0 or > MaximumMessages)
        {
            throw new InvalidInputException("messages", $"A conversation has 1 to {MaximumMessages} messages; this one has {messages.Count}.");
        }
        for (int i = 0; i < messages.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(messages[i].Content))
            {
                throw new InvalidInputException($"messages[{i}].content", "A message needs some text.");
            }
        }
        int first = messages[0].Role == QuestionRole.System ? 1 : 0;
        List<ChatTurn> history = [];
        for (int i = first; i < messages.Count; i++)
        {
            QuestionRole expected = (i - first) % 2 == 0 ? QuestionRole.User : QuestionRole.Assistant;
            if (messages[i].Role != expected)
            {
                throw new InvalidInputException(
                    $"messages[{i}].role", "After an optional system message, user and assistant take turns, the user first and last.");
            }
            if (expected == QuestionRole.Assistant)
            {
                history.Add(new(messages[i - 1].Content, messages[i].Content));
            }
        }
        if (messages[^1].Role != QuestionRole.User)
        {
            throw new InvalidInputException($"messages[{messages.Count - 1}].role", "The last message is the one to answer and must be the user's.");
        }
        QuestionPrompt prompt = new(history, messages[^1].Content);
        return first == 0 ? prompt : prompt.Instructed(messages[0].Content);
    }

    /// <summary>All text together, for counting.</summary>
    public string AllText => string.Join('\n', [.. History.Select(t => t.Question + "\n" + t.Answer), Text]);

    // the template's system sentence belongs to the scene's prefix; an instruction of the client stands before the first question
    private QuestionPrompt Instructed(string instruction) => History.Count == 0
        ? this with { Text = $"{instruction}\n{Text}" }
        : this with { History = [History[0] with { Question = $"{instruction}\n{History[0].Question}" }, .. History.Skip(1)] };

    private static void CheckOptions(Question question)
    {
        Check("max_tokens", question.MaxTokens is >= 1 and <= 4096, "1 to 4096", question.MaxTokens);
        Check("temperature", question.Temperature is >= 0 and <= 2, "0 to 2", question.Temperature);
        Check("top_p", question.TopP is > 0 and <= 1, "above 0 and up to 1", question.TopP);
        Check("top_k", question.TopK is >= 0 and <= 1_000_000, "0 (all) or more", question.TopK);
        Check("stop", question.Stop.Count <= Question.MaximumStops, $"at most {Question.MaximumStops} texts", question.Stop.Count);
        if (question.Stop.Any(s => string.IsNullOrEmpty(s) || s.Length > 128))
        {
            throw new InvalidInputException("stop", "A stop text has 1 to 128 characters.");
        }
    }

    private static void Check(string part, bool good, string expected, double found)
    {
        if (!good)
        {
            throw new InvalidInputException(part, $"{part} must be {expected}; it is {found}.");
        }
    }
}

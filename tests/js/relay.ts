// What a Relay client writes: fragments, a list that loads more, and a thing that is fetched again by its id.
import { graphql } from "relay-runtime";

export const taskRow = graphql`
  fragment tasksRow_task on Task {
    id
    number
    text
    effectiveStatus
    departments {
      role
    }
  }
`;

export const taskList = graphql`
  fragment tasksList_report on Report
  @refetchable(queryName: "tasksListPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    tasks(first: $count, after: $cursor) @connection(key: "tasksList_report_tasks") {
      totalCount
      edges {
        node {
          ...tasksRow_task
        }
      }
    }
  }
`;

export const taskAgain = graphql`
  fragment tasksAgain_task on Task @refetchable(queryName: "tasksAgainRefetchQuery") {
    ...tasksRow_task
    completion
  }
`;

export const page = graphql`
  query tasksPageQuery($report: ID!, $task: ID!) {
    node(id: $report) {
      ...tasksList_report @alias
    }
    task: node(id: $task) {
      __typename
      ...tasksAgain_task @alias
    }
  }
`;

export const all = graphql`
  query tasksAllQuery {
    ...tasksAll_query
  }
`;

export const allTasks = graphql`
  fragment tasksAll_query on Query
  @refetchable(queryName: "tasksAllPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    tasks(first: $count, after: $cursor) @connection(key: "tasksAll_query_tasks") {
      edges {
        node {
          id
          ...tasksRow_task
        }
      }
    }
  }
`;
